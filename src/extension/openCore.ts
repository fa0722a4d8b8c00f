// Builds the core for VS Code: its secret storage and log, Node's network and disk, the jobs of this computer.
import { join } from 'node:path';
import { workspace, type ExtensionContext, type LogOutputChannel } from 'vscode';
import { createCore, type Core } from '../core/core';
import { dataFolder } from '../node/dataFolder';
import { createFileJobStore } from '../node/fileJobStore';
import { createHttpTransport } from '../node/httpTransport';
import { createJwtSigner } from '../node/jwtSigner';
import { createDisk, createSystemClock } from '../node/localPorts';
import { toIdleTimeoutMs, withPatience } from '../node/patience';
import { toLogger, toSecretStore } from './host/ports';

export function openCore({ secrets }: ExtensionContext, log: LogOutputChannel): Core {
  return createCore({
    http: withPatience(createHttpTransport(), () =>
      toIdleTimeoutMs(workspace.getConfiguration('kinetic').get('http.timeoutSeconds')),
    ),
    clock: createSystemClock(),
    secrets: toSecretStore(secrets),
    files: createDisk(),
    jobStore: createFileJobStore(join(dataFolder(), 'jobs'), {}),
    log: toLogger(log),
    jwt: createJwtSigner(),
  });
}
