// The Tooling API, the SOAP Apex API and Apex REST of one org: the code, what runs it, and their routes.
import { Apex } from '../apex/apex';
import type { Route } from '../http/http';
import type { Org } from '../org/org';
import { Schema } from '../data/schema';
import type { SystemEvent } from '../streaming/systemTopics';
import { anonymousRoutes } from './anonymous';
import { completionRoutes } from './completions';
import { Logs } from './logs';
import { toolingObjects } from './objects';
import { restServiceRoutes } from './restServices';
import { toolingRecordRoutes } from './sobjects';
import { testDiscoveryRoutes } from './testDiscovery';
import { testRoutes } from './testRuns';
import { ToolingStore } from './toolingStore';

export interface Tooling {
  /** The org with the objects of the Tooling API. */
  readonly org: Org;
  readonly routes: readonly Route[];
  /** Removes logs, trace flags and test results. */
  readonly clear: () => void;
  readonly close: () => void;
}

interface ToolingOptions {
  readonly onError: (error: unknown) => void;
  /** Is told about each new debug log, and about the progress of test runs. */
  readonly notify: (event: SystemEvent) => void;
}

export function createTooling(org: Org, { onError, notify }: ToolingOptions): Tooling {
  const schema = new Schema(toolingObjects, org.now, org.codeSchema);
  const names = toolingObjects.map(({ name }) => name);
  const store = new ToolingStore(schema, org.store, names);
  const toolingOrg: Org = { ...org, schema, store };
  const logs = new Logs(toolingOrg, notify);
  const apex = new Apex(org, toolingOrg, logs);
  org.triggers.runtime = apex;
  return {
    org: toolingOrg,
    routes: [
      ...anonymousRoutes(org, apex),
      ...testDiscoveryRoutes(apex),
      ...testRoutes({ org, toolingOrg, apex, onError, notify }),
      ...toolingRecordRoutes({ org: toolingOrg, apex, logs, onError }),
      ...completionRoutes(),
      ...restServiceRoutes(org, apex),
    ],
    clear: () => {
      store.clear();
      logs.clear();
    },
    close: () => apex.close(),
  };
}
