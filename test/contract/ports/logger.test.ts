// The contract of every Logger: levels, fields, and no secrets. Run against the fake and the log on stderr.
import { strict as assert } from 'node:assert';
import { NoAnswerError, type Logger } from '../../../src/core/ports';
import { createLineLog } from '../../../src/node/lineLog';
import { createRecordingLog } from '../../fakes/recordingLog';

interface Stage {
  readonly log: Logger;
  readonly written: () => string;
}

const stages: Readonly<Record<string, () => Stage>> = {
  recording: () => {
    const log = createRecordingLog();
    return { log, written: () => log.lines.map((line) => JSON.stringify(line)).join('\n') };
  },
  'on stderr': () => {
    const lines: string[] = [];
    return { log: createLineLog('debug', (line) => lines.push(line)), written: () => lines.join('\n') };
  },
};

const canary = '00D5g000004CanA!AQ4AQCanaryCanaryCanaryCanary.Canary';

for (const [name, start] of Object.entries(stages))
  describe(`Logger contract: ${name}`, () => {
    it('writes level, message and fields', () => {
      const { log, written } = start();
      log.debug('d');
      log.info('i', { rows: 3 });
      log.warn('w');
      log.error('e', { error: new Error('why', { cause: new NoAnswerError('reset', 'maybe') }) });
      for (const part of ['debug', 'info', 'warn', 'error', '"rows":3', 'why', 'no answer: reset'])
        assert.ok(written().includes(part), part);
    });

    it('writes no secret, neither in the message nor deep in the fields nor in the causes of an error', () => {
      const { log, written } = start();
      log.info(`token ${canary}`, {
        url: `https://x/secur/frontdoor.jsp?sid=${canary}`,
        deep: [{ accessToken: canary }],
      });
      log.error('failed', { error: new Error('a', { cause: new Error(`b ${canary}`) }) });
      assert.ok(written().includes('failed'));
      assert.ok(!written().includes('Canary'), written());
    });

    it('writes fields that contain themselves', () => {
      const { log, written } = start();
      const knot: Record<string, unknown> = { name: 'knot' };
      knot['self'] = knot;
      log.info('round', { knot });
      assert.ok(written().includes('knot'));
    });
  });

describe('createLineLog', () => {
  it('leaves out messages below the chosen level', () => {
    const lines: string[] = [];
    const log = createLineLog('warn', (line) => lines.push(line));
    log.debug('d');
    log.info('i');
    log.warn('w');
    assert.deepEqual(
      lines.map((line) => (JSON.parse(line) as { message: string }).message),
      ['w'],
    );
  });
});
