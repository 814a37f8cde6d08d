/**
 * A refusal → an HTTP reply: `{ rule, values, message }`. The rule and its values are for the page, which has sentences
 * of its own; the message, in the caller's language, is for everybody else.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '#kernel/result.ts';
import { refusalSentence } from '#text/refusals.ts';
import { chooseLanguage, localeOf, type Language } from '#text/text.ts';

const STATUS: Readonly<Record<string, number>> = {
  'unreadable-request': 400,
  'not-signed-in': 401,
  'wrong-name-or-password': 401,
  'not-allowed': 403,
  'foreign-origin': 403,
  'wrong-set-up-code': 403,
  'no-such-page': 404,
  'already-set-up': 409,
  'not-set-up': 409,
  'sign-in-name-taken': 409,
  'request-too-large': 413,
  locked: 429,
  'server-fault': 500
};
/** It was understood and cannot be done as asked. */
const OTHERWISE = 422;

export function sendRefusal(request: FastifyRequest, reply: FastifyReply, { rule, values }: Refusal): FastifyReply {
  const language = languageOf(request.headers['accept-language']);
  if (typeof values['minutes'] === 'number') reply.header('retry-after', String(values['minutes'] * 60));
  return reply
    .code(STATUS[rule] ?? OTHERWISE)
    .header('content-language', localeOf(language))
    .header('vary', 'accept-language')
    .send({ rule, values, message: refusalSentence({ rule, values }, language) });
}

/** `en-GB,en;q=0.9,zh;q=0.8` lists by preference in every browser, so the weights need not be read. */
export function languageOf(acceptLanguage: string | undefined): Language {
  return chooseLanguage((acceptLanguage ?? '').split(',').map((part) => part.trim()));
}
