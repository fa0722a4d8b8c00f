// Composition root of the child process: answers requests of its parent and ends with it.
import { dxRequest, type DxAnswer, type DxCall, type DxReply } from '../shared/dx';
import { listOrgs, session } from './cliOrgs';

function answer(call: DxCall): Promise<DxAnswer<DxCall['name']>> {
  switch (call.name) {
    case 'listOrgs':
      return listOrgs();
    case 'session':
      return session(call.username);
  }
}

async function reply(message: unknown): Promise<void> {
  const { id, call } = dxRequest.parse(message);
  const send = (value: DxReply): boolean | undefined => process.send?.(value);
  try {
    send({ id, value: await answer(call) });
  } catch (error) {
    send({ id, reason: error instanceof Error ? error.message : String(error) });
  }
}

process.on('message', (message) => void reply(message));
process.on('disconnect', () => process.exit());
