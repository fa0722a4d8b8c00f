// Classes and suites that a test adds to a practice org, over its Tooling API.
import assert from 'node:assert/strict';
import type { CoreSetup } from './coreSetup';

/** Returns the ID. */
export async function addTooling(
  { practice }: Pick<CoreSetup, 'practice'>,
  object: string,
  fields: Readonly<Record<string, unknown>>,
): Promise<string> {
  const response = await fetch(`${practice.url}/services/data/v66.0/tooling/sobjects/${object}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${practice.accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(fields),
  });
  const answer = (await response.json()) as { readonly id?: string };
  return answer.id ?? assert.fail(JSON.stringify(answer));
}

/** A class whose tests take long enough that a run of them can be aborted. */
export const slowTest = (methods: number): string =>
  [
    '@IsTest',
    'private class SlowTest {',
    ...Array.from({ length: methods }, (_, at) =>
      [
        `    @IsTest static void takesLong${at}() {`,
        '        Integer sum = 0;',
        '        for (Integer i = 0; i < 60000; i++) { sum += i; }',
        '        Assert.isTrue(sum > 0);',
        '    }',
      ].join('\n'),
    ),
    '}',
  ].join('\n');
