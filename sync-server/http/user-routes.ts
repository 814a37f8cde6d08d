/** Further people, made by the owner with a first password. Hashes never leave the accounts. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ROLES } from '../accounts/people.ts';
import { readCallerAs } from './caller.ts';
import type { HttpSetup } from './create-http.ts';
import { readBody } from './read-body.ts';
import { sendRefusal } from './refusal-reply.ts';

const text = z.string().max(1000);
const personShape = z.object({
  name: text,
  signIn: text,
  password: text,
  roles: z.array(z.enum(ROLES)).min(1),
  shops: z.array(text).max(100)
});

export function addUserRoutes(app: FastifyInstance, setup: HttpSetup): void {
  app.get('/api/users', (request, reply) => {
    const owner = readCallerAs('owner', setup.accounts, request);
    return owner.ok ? reply.send({ users: setup.accounts.people }) : sendRefusal(request, reply, owner);
  });
  app.post('/api/users', (request, reply) => addUser(setup, request, reply));
}

async function addUser(setup: HttpSetup, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const owner = readCallerAs('owner', setup.accounts, request);
  if (!owner.ok) return sendRefusal(request, reply, owner);
  const body = readBody(personShape, request.body);
  if (!body.ok) return sendRefusal(request, reply, body);
  const made = await setup.accounts.addPerson(body.value);
  if (!made.ok) return sendRefusal(request, reply, made);
  await setup.directory.addPerson(made.value, { by: owner.value.person.id, at: setup.now() });
  return reply.code(201).send(made.value);
}
