/**
 * The user manual in the app: a Markdown file of docs/manual is imported as the blocks it consists of. It is parsed when
 * the app is built, so that no parser is shipped, and what the app could not show stops the build.
 */
import { marked, type Token, type Tokens } from 'marked';
import type { Plugin } from 'vite';
import { pathOfTopic, type Block, type Inline, type ManualPage } from './src/ui/help/manual-page.ts';

const MANUAL_PAGE = /\/docs\/manual\/[a-z]+\/[\w-]+\.md$/;
const LINK = /^(?:([\w-]+)\.md)?(#.+)?$/;
const PICTURE = /^\.{1,2}\/[\w./-]+\.png$/;

export function manualPages(): Plugin {
  return {
    name: 'lensbook-manual',
    enforce: 'pre',
    transform(markdown, id) {
      if (!MANUAL_PAGE.test(id)) return null;
      const page = parseManual(markdown);
      const pictures = [...new Set(picturesOf(page.blocks))];
      const imports = pictures.map((source, i) => `import picture${i} from ${JSON.stringify(source)};`);
      const code = pictures.reduce(
        (json, source, i) => json.replaceAll(`"source":${JSON.stringify(source)}`, `"source":picture${i}`),
        JSON.stringify(page)
      );
      return { code: `${imports.join('\n')}\nexport default ${code};`, map: null };
    }
  };
}

/** Throws on anything that the pages do not use. */
export function parseManual(markdown: string): ManualPage {
  const ids = new Set<string>();
  const blocks = marked.lexer(markdown).flatMap((token) => blocksOf(token, ids));
  const [first] = blocks;
  if (first?.kind !== 'heading') throw new Error('A page of the manual begins with its title.');
  return { title: first.text, blocks };
}

function blocksOf(token: Token, ids: Set<string>): readonly Block[] {
  switch (token.type) {
    case 'space':
      return [];
    case 'heading': {
      const { depth, text } = token as Tokens.Heading;
      return [{ kind: 'heading', level: depth, id: headingId(text, ids), text }];
    }
    case 'paragraph':
    case 'text':
      return [{ kind: 'paragraph', parts: inlines(token as Tokens.Paragraph) }];
    case 'list': {
      const { ordered, items } = token as Tokens.List;
      return [
        { kind: 'list', ordered, items: items.map(({ tokens }) => tokens.flatMap((inner) => blocksOf(inner, ids))) }
      ];
    }
    case 'table': {
      const { header, rows } = token as Tokens.Table;
      return [{ kind: 'table', head: header.map(inlines), rows: rows.map((row) => row.map(inlines)) }];
    }
    default:
      throw new Error(`The manual cannot show “${token.type}”: ${token.raw}`);
  }
}

function inlines({ tokens = [] }: { readonly tokens?: Token[] | undefined }): readonly Inline[] {
  return tokens.map((token): Inline => {
    switch (token.type) {
      case 'text':
      case 'escape':
        return { kind: 'text', text: plainText((token as Tokens.Text).text) };
      case 'codespan':
        return { kind: 'code', text: (token as Tokens.Codespan).text };
      case 'strong':
        return { kind: 'strong', parts: inlines(token as Tokens.Strong) };
      case 'link':
        return { kind: 'link', to: addressOf((token as Tokens.Link).href), parts: inlines(token as Tokens.Link) };
      case 'image': {
        const { href, text } = token as Tokens.Image;
        if (!PICTURE.test(href)) throw new Error(`The manual cannot show the picture ${href}.`);
        return { kind: 'picture', source: href, shows: text };
      }
      default:
        throw new Error(`The manual cannot show “${token.type}”: ${token.raw}`);
    }
  });
}

/** A line break in the file is none on the page, and Chinese has no blank between words that it would have to leave. */
function plainText(text: string): string {
  return text.replace(/(?<=[^\x00-\x7f])\n(?=[^\x00-\x7f])/g, '').replaceAll('\n', ' ');
}

function addressOf(href: string): string {
  const [, topic, hash = ''] = LINK.exec(href) ?? [];
  if (topic === undefined && hash === '') throw new Error(`The manual cannot link to ${href}.`);
  return topic === undefined ? hash : pathOfTopic(topic) + hash;
}

/** As GitHub makes them, where the same files are read. */
function headingId(text: string, ids: Set<string>): string {
  const plain = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s+/g, '-');
  let id = plain;
  for (let i = 1; ids.has(id); i++) id = `${plain}-${i}`;
  ids.add(id);
  return id;
}

function picturesOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'list') return block.items.flatMap(picturesOf);
    return block.kind === 'paragraph'
      ? block.parts.flatMap((part) => (part.kind === 'picture' ? part.source : []))
      : [];
  });
}
