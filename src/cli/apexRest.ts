// `kinetic apex rest`: calls a REST service that is written in Apex, and prints its answer.
import type { ApexWords } from './apexWords';
import type { Output, Session } from './session';
import { toJsonLines } from './symbols';
import { readText } from './textFile';

type RestWords = Extract<ApexWords, { readonly action: 'rest' }> & { readonly output: Output };

/** Exit code 1 when the service answers with an error. */
export async function apexRest(words: RestWords, { core, org, console, task }: Session): Promise<number> {
  const { method, path, data, output } = words;
  const body = data === undefined ? undefined : await readText(data, console.stdin);
  const { apex } = await core.org(org.orgId);
  const answer = await apex.callRestService(path, method, body, task);
  const exitCode = answer.status < 400 ? 0 : 1;
  if (output.json) await console.out(toJsonLines({ status: answer.status, body: valueOf(answer.body), exitCode }));
  else if (answer.body !== '') await console.data(answer.body);
  if (exitCode > 0) console.err([`The service answered with HTTP ${answer.status}.`]);
  return exitCode;
}

/** Services may answer with any text. */
function valueOf(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}
