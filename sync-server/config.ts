/**
 * The settings of the server, read from the environment here and nowhere else, and checked before anything is opened:
 * a typing mistake in a setting must be one line that names it, not a strange failure an hour later.
 */
import { z } from 'zod';
import type { Label } from '#schema/column.ts';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Config {
  /** 0 lets the system choose one. */
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly handsontableLicenseKey: string;
  /** Besides the address that the page itself was loaded from. */
  readonly allowedOrigins: readonly string[];
  readonly logLevel: LogLevel;
}

export interface SettingHelp {
  readonly name: string;
  readonly fallback: string;
  readonly meaning: Label;
}

const HELP = {
  PORT: {
    fallback: '4321',
    meaning: { zh: '监听端口，0 到 65535 的整数', en: 'port to listen on, a whole number from 0 to 65535' }
  },
  HOST: {
    fallback: '127.0.0.1',
    meaning: {
      zh: '监听地址；0.0.0.0 让局域网内的电脑可以访问',
      en: 'address to listen on; 0.0.0.0 opens it to the LAN'
    }
  },
  DATA_DIR: {
    fallback: './data',
    meaning: { zh: '数据文件夹，须可写；请备份它', en: 'data folder, must be writable; back it up' }
  },
  PUBLIC_HANDSONTABLE_LICENSE_KEY: {
    fallback: 'non-commercial-and-evaluation',
    meaning: {
      zh: 'Handsontable 表格的许可证；门店营业使用须向其厂商购买',
      en: 'licence key of the Handsontable grid; a shop in business must buy one from its vendor'
    }
  },
  ALLOWED_ORIGINS: {
    fallback: '',
    meaning: {
      zh: '额外允许的网页来源，逗号分隔，例如 https://jing.example.com',
      en: 'further page origins to accept, separated by commas, e.g. https://jing.example.com'
    }
  },
  LOG_LEVEL: {
    fallback: 'info',
    meaning: { zh: `日志级别：${LOG_LEVELS.join('、')}`, en: `one of ${LOG_LEVELS.join(', ')}` }
  }
} as const satisfies Record<string, Omit<SettingHelp, 'name'>>;

type SettingName = keyof typeof HELP;

export type Environment = Readonly<Record<string, string | undefined>>;

export type ConfigOutcome =
  { readonly ok: true; readonly config: Config } | { readonly ok: false; readonly lines: readonly string[] };

/** What the README lists. */
export function describeSettings(): readonly SettingHelp[] {
  return (Object.keys(HELP) as SettingName[]).map((name) => ({ name, ...HELP[name] }));
}

const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text;
const commaList = z.string().transform((text) => text.split(',').flatMap((part) => part.trim() || []));

const checks = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .pipe(z.int().max(65_535)),
  HOST: z.string().regex(/^[A-Za-z0-9.:_-]+$/),
  DATA_DIR: z.string().min(1),
  PUBLIC_HANDSONTABLE_LICENSE_KEY: z.string().min(1).max(200),
  ALLOWED_ORIGINS: commaList.pipe(z.array(z.string().refine(isOrigin))),
  LOG_LEVEL: z.enum(LOG_LEVELS)
});

/** An empty variable counts as one that is not set: `PORT= npm start` is how shells spell "the default". */
export function parseConfig(environment: Environment): ConfigOutcome {
  const given = Object.fromEntries(
    describeSettings().map(({ name, fallback }) => [name, environment[name]?.trim() || fallback])
  );
  const parsed = checks.safeParse(given);
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map((issue) => String(issue.path[0]) as SettingName));
    return { ok: false, lines: [...names].map((name) => complaint(name, String(given[name]))) };
  }
  const { data } = parsed;
  return {
    ok: true,
    config: {
      port: data.PORT,
      host: data.HOST,
      dataDir: data.DATA_DIR,
      handsontableLicenseKey: data.PUBLIC_HANDSONTABLE_LICENSE_KEY,
      allowedOrigins: data.ALLOWED_ORIGINS,
      logLevel: data.LOG_LEVEL
    }
  };
}

export interface DataDirChoice {
  /** Named on the command line, which goes before the environment. */
  readonly named?: string | undefined;
  /** Where neither names one. */
  readonly otherwise?: string;
}

export function readConfig({ named, otherwise }: DataDirChoice = {}): ConfigOutcome {
  return parseConfig({ ...process.env, DATA_DIR: named || process.env['DATA_DIR']?.trim() || otherwise });
}

function complaint(name: SettingName, given: string): string {
  const { zh, en } = HELP[name].meaning;
  return `${name}=${given} 不对：${zh}。 ${name}=${given} is not valid: ${en}.`;
}
