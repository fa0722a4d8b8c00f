// Builds the core for VS Code: with its secret storage and log, Node's network and disk, and the jobs of this computer.
import { join } from 'node:path';
import { Uri, workspace, type ExtensionContext } from 'vscode';
import { createCore, type Core } from '../core/core';
import { dataFolder } from '../node/dataFolder';
import { createDisk } from '../node/disk';
import { createCliLogins } from '../node/dxProcess';
import { createFileJobStore } from '../node/fileJobStore';
import { createFilePolicies } from '../node/filePolicies';
import { createFileWriteLog } from '../node/fileWriteLog';
import { createHttpTransport } from '../node/httpTransport';
import { createJwtSigner } from '../node/jwtSigner';
import { createRedirectListener } from '../node/redirectListener';
import { toIdleTimeoutMs, withIdleTimeout } from '../node/idleTimeout';
import { createSha256 } from '../node/sha256';
import { createSystemClock } from '../node/systemClock';
import { createConsent } from './consent';
import { showPage, toExternalAddress } from './host/browser';
import type { Log } from './host/log';
import { toLogger, toSecretStore } from './host/ports';
import { proxyEnvironment } from './host/proxy';

export function openCore({ secrets, extensionUri }: ExtensionContext, log: Log): Core {
  return createCore({
    http: withIdleTimeout(createHttpTransport(), () =>
      toIdleTimeoutMs(workspace.getConfiguration('kinetic').get('http.timeoutSeconds')),
    ),
    clock: createSystemClock(),
    secrets: toSecretStore(secrets),
    files: createDisk(),
    jobStore: createFileJobStore(join(dataFolder(), 'jobs'), {}),
    log: toLogger(log),
    jwt: createJwtSigner(),
    policies: createFilePolicies(join(dataFolder(), 'policies')),
    writeLog: createFileWriteLog(join(dataFolder(), 'writes')),
    consent: createConsent(),
    sha256: createSha256,
    redirects: createRedirectListener({ show: showPage, toExternal: toExternalAddress }),
    cliLogins: createCliLogins({
      script: Uri.joinPath(extensionUri, 'dist', 'dx.js').fsPath,
      environment: () => ({ ...process.env, ...proxyEnvironment() }),
    }),
  });
}
