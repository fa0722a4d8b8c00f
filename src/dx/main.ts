// Composition root of the child process: answers requests of its parent and ends with it.
import { dxRequest, type DxAnswer, type DxAsk, type DxReply } from '../shared/dx';
import { listOrgs, session } from './cliOrgs';

function answer(ask: DxAsk): Promise<DxAnswer<DxAsk['ask']>> {
  switch (ask.ask) {
    case 'listOrgs':
      return listOrgs();
    case 'session':
      return session(ask.username);
  }
}

async function reply(message: unknown): Promise<void> {
  const { id, ask } = dxRequest.parse(message);
  const send = (value: DxReply): boolean | undefined => process.send?.(value);
  try {
    send({ id, value: await answer(ask) });
  } catch (error) {
    send({ id, reason: error instanceof Error ? error.message : String(error) });
  }
}

process.on('message', (message) => void reply(message));
process.on('disconnect', () => process.exit());
