/** Set-up, sign-in and sign-out. A new session always has a new token, and the one it replaces ends with it. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { refuse } from '#kernel/result.ts';
import type { SignedIn } from '../accounts/accounts.ts';
import type { Person } from '../accounts/people.ts';
import { readCaller } from './caller.ts';
import type { HttpSetup } from './create-http.ts';
import { readBody } from './read-body.ts';
import { sendRefusal } from './refusal-reply.ts';
import { endedCookie, sessionCookie } from './session-cookie.ts';

const text = z.string().max(1000);
const setUpShape = z.object({
  code: text,
  name: text,
  signIn: text,
  password: text,
  shops: z
    .array(z.object({ code: text, name: text }))
    .max(100)
    .default([])
});
const signInShape = z.object({ signIn: text, password: text });
const passwordShape = z.object({ current: text, password: text });

export function addSessionRoutes(app: FastifyInstance, setup: HttpSetup): void {
  const { accounts } = setup;
  app.get('/api/session', (request, reply) => {
    const caller = readCaller(accounts, request);
    return caller.ok ? reply.send(whoIs(caller.value.person)) : sendRefusal(request, reply, caller);
  });
  app.post('/api/session', (request, reply) => signIn(setup, request, reply));
  app.delete('/api/session', async (request, reply) => {
    const caller = readCaller(accounts, request);
    if (caller.ok) await accounts.signOut(caller.value.session.id);
    return reply
      .header('set-cookie', endedCookie(transportOf(request)))
      .code(204)
      .send();
  });
  app.post('/api/setup', (request, reply) => setUp(setup, request, reply));
  app.post('/api/password', async (request, reply) => {
    const caller = readCaller(accounts, request);
    if (!caller.ok) return sendRefusal(request, reply, caller);
    const body = readBody(passwordShape, request.body);
    if (!body.ok) return sendRefusal(request, reply, body);
    const { session } = caller.value;
    const changed = await accounts.changePassword({ session, ...body.value, address: request.ip });
    return changed.ok ? sendSession(request, reply, changed.value) : sendRefusal(request, reply, changed);
  });
}

async function signIn({ accounts }: HttpSetup, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const body = readBody(signInShape, request.body);
  if (!body.ok) return sendRefusal(request, reply, body);
  if (!accounts.isSetUp) return sendRefusal(request, reply, refuse('not-set-up'));
  const signedIn = await accounts.signIn({ ...body.value, address: request.ip });
  if (!signedIn.ok) return sendRefusal(request, reply, signedIn);
  const before = readCaller(accounts, request);
  if (before.ok) await accounts.signOut(before.value.session.id);
  return sendSession(request, reply, signedIn.value);
}

async function setUp(setup: HttpSetup, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { accounts, directory, now } = setup;
  const body = readBody(setUpShape, request.body);
  if (!body.ok) return sendRefusal(request, reply, body);
  const { code, shops, ...owner } = body.value;
  const checkedShops = directory.checkShops(shops);
  if (!checkedShops.ok) return sendRefusal(request, reply, checkedShops);
  const made = await accounts.setUp(owner, code);
  if (!made.ok) return sendRefusal(request, reply, made);
  const author = { by: made.value.id, at: now() };
  await directory.addShops(checkedShops.value, author);
  await directory.addPerson(made.value, author);
  const signedIn = await accounts.signIn({ ...owner, address: request.ip });
  return signedIn.ok ? sendSession(request, reply.code(201), signedIn.value) : sendRefusal(request, reply, signedIn);
}

function sendSession(request: FastifyRequest, reply: FastifyReply, { token, person }: SignedIn): FastifyReply {
  return reply.header('set-cookie', sessionCookie(token, transportOf(request))).send(whoIs(person));
}

function whoIs({ id, name, roles, shops }: Person) {
  return { user: id, name, roles, shops };
}

function transportOf(request: FastifyRequest) {
  return { isHttps: request.protocol === 'https' };
}
