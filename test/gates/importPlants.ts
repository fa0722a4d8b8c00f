// One forbidden import for each rule of .dependency-cruiser.cjs, and a small tree of stubs without any.

export interface Plant {
  readonly rule: string;
  /** The file that breaks the rule. No other file imports it. */
  readonly file: string;
  readonly code: string;
  /** Other files that the forbidden import needs. */
  readonly others?: Readonly<Record<string, string>>;
}

/** File → code. Contains each allowed kind of import at least once. */
export const cleanTree: Readonly<Record<string, string>> = {
  'src/extension.ts': "import type {} from 'vscode';\nimport './extension/compose';",
  'src/extension/compose.ts':
    "import '../core/core';\nimport '../core/ports';\nimport '../tools/registry';\nimport '../node/httpTransport';\nimport './features/jobs/jobs';",
  'src/extension/features/jobs/jobs.ts':
    "import './panel';\nimport '../../host/panel';\nimport '../../../shared/protocol/jobs';",
  'src/extension/features/jobs/panel.ts': "import type {} from 'vscode';",
  'src/extension/features/load/load.ts': "import '../../../core/core';",
  'src/extension/host/panel.ts': "import type {} from 'vscode';\nimport 'node:path';",
  'src/cli/main.ts': "import '../core/core';\nimport '../node/httpTransport';\nimport './commands';",
  'src/cli/commands.ts': "import 'node:process';\nimport '../core/ports';",
  'src/mcp/main.ts': "import '../tools/registry';\nimport '@modelcontextprotocol/sdk/server';",
  'src/practice/main.ts': "import 'csv-parse';\nimport './data/store';\nimport './endpoints/streaming';",
  'src/practice/data/store.ts': "import 'node:http';",
  'src/practice/endpoints/streaming.ts': "import 'faye';",
  'src/dx/main.ts': "import '../shared/dx';\nimport '@salesforce/core';",
  'src/shared/dx.ts': "import 'zod';",
  'src/shared/protocol/jobs.ts': "import './channel';",
  'src/shared/protocol/channel.ts': "import 'zod';",
  'src/node/httpTransport.ts': "import 'node-fetch';\nimport '../core/ports';\nimport '../core/core';",
  'src/node/jwtSigner.ts': "import 'jsonwebtoken';",
  'src/tools/registry.ts': "import 'zod';\nimport '../core/core';",
  'src/core/core.ts': "import './org';\nimport './jobs/jobs';\nimport './load/plan';\nimport './pipeline/pipeline';",
  'src/core/org.ts': "import './auth/orgs';\nimport './health/health';\nimport './bulk/api';\nimport './ports';",
  'src/core/ports.ts': "import './ports/stores';\nimport './errors/catalog';\nimport './model/job';",
  'src/core/ports/stores.ts': "import '../model/job';",
  'src/core/model/job.ts': "import './load';",
  'src/core/model/load.ts': '',
  'src/core/errors/catalog.ts': "import '../model/job';",
  'src/core/kernel/task.ts': "import '../model/job';\nimport '../errors/catalog';\nimport '../ports';",
  'src/core/kernel/zip.ts': "import 'fflate';",
  'src/core/kernel/xml.ts': "import 'fast-xml-parser';",
  'src/core/csv/csvRows.ts': "import 'csv-parse';\nimport '../kernel/task';",
  'src/core/results/results.ts': "import './layout';\nimport '../csv/csvRows';\nimport '../ports';",
  'src/core/results/layout.ts': '',
  'src/core/http/client.ts': "import '../ports';\nimport '../kernel/task';\nimport '../errors/catalog';",
  'src/core/auth/orgs.ts': "import './jwtLogin';",
  'src/core/auth/jwtLogin.ts': "import '../http/client';",
  'src/core/policy/policy.ts': "import '../http/client';\nimport './intent/intent';",
  'src/core/policy/intent/intent.ts': "import '../../model/load';",
  'src/core/rest/rest.ts': "import '../http/client';\nimport './query';",
  'src/core/rest/query.ts': "import '../kernel/task';",
  'src/core/bulk/bulk.ts': "import './api';",
  'src/core/bulk/api.ts': "import 'zod';\nimport '../http/client';\nimport '../results/layout';",
  'src/core/health/health.ts': "import '../rest/rest';\nimport '../http/client';",
  'src/core/soql/soql.ts': "import '@jetstreamapp/soql-parser-js';",
  'src/core/mapping/mapping.ts': "import '../csv/csvRows';",
  'src/core/load/load.ts': "import './calls/calls';\nimport '../bulk/bulk';\nimport '../mapping/mapping';",
  'src/core/load/plan.ts': "import '../csv/csvRows';",
  'src/core/load/calls/calls.ts': "import '../../rest/rest';\nimport '../../results/layout';",
  'src/core/export/export.ts': "import '../rest/rest';\nimport '../soql/soql';\nimport '../bulk/bulk';",
  'src/core/jobs/jobs.ts':
    "import './retry/retry';\nimport '../load/load';\nimport '../export/export';\nimport '../ports';",
  'src/core/jobs/retry/retry.ts': "import '../../results/results';",
  'src/core/pipeline/pipeline.ts': "import 'yaml';\nimport '../jobs/jobs';",
  'webview-ui/src/host.ts': "import '../../src/shared/protocol/channel';",
  'webview-ui/src/panels/job/main.ts':
    "import '../../host';\nimport 'lit';\nimport '@vscode-elements/elements';\nimport '@vscode/codicons';",
};

export const plants: readonly Plant[] = [
  {
    rule: 'no-cycles',
    file: 'src/practice/planted/customer.ts',
    code: "import './order';\nexport type Customer = 1;",
    others: {
      'src/practice/planted/order.ts': "import type { Customer } from './customer';\nexport type Order = Customer;",
    },
  },
  { rule: 'only-the-extension-reaches-vscode', file: 'src/mcp/planted/near.ts', code: "import type {} from 'vscode';" },
  {
    rule: 'only-the-extension-reaches-vscode',
    file: 'src/mcp/planted/far.ts',
    code: "import '../../extension/features/jobs/jobs';",
  },
  { rule: 'every-package-has-its-place', file: 'src/extension/planted/newPackage.ts', code: "import 'left-pad';" },
  { rule: 'every-package-has-its-place', file: 'src/core/rest/planted/undici.ts', code: "import 'undici';" },
  { rule: 'pages-and-shared-without-node', file: 'webview-ui/src/planted/node.ts', code: "import 'node:fs';" },
  {
    rule: 'core-is-self-contained',
    file: 'src/core/rest/planted/adapter.ts',
    code: "import '../../../node/jwtSigner';",
  },
  {
    rule: 'core-without-node',
    file: 'src/core/kernel/planted/files.ts',
    code: "import { readFile } from 'fs/promises';",
  },
  { rule: 'core-folders-by-their-doors', file: 'src/core/jobs/planted/backDoor.ts', code: "import '../../bulk/api';" },
  {
    rule: 'core-folders-by-their-doors',
    file: 'src/core/pipeline/planted/login.ts',
    code: "import '../../auth/jwtLogin';",
  },
  { rule: 'api-folders-are-independent', file: 'src/core/rest/planted/bulk.ts', code: "import '../../bulk/bulk';" },
  { rule: 'api-folders-import-lower-layers', file: 'src/core/bulk/planted/job.ts', code: "import '../../jobs/jobs';" },
  {
    rule: 'services-import-lower-layers',
    file: 'src/core/mapping/planted/describe.ts',
    code: "import '../../rest/rest';",
  },
  { rule: 'services-import-lower-layers', file: 'src/core/policy/planted/org.ts', code: "import '../../auth/orgs';" },
  {
    rule: 'foundations-import-no-higher-layer',
    file: 'src/core/http/planted/login.ts',
    code: "import '../../auth/orgs';",
  },
  {
    rule: 'core-folders-by-their-doors',
    file: 'src/core/rest/planted/port.ts',
    code: "import '../../ports/stores';",
  },
  { rule: 'health-imports-lower-layers', file: 'src/core/health/planted/jobs.ts', code: "import '../../jobs/jobs';" },
  { rule: 'kinds-of-jobs-are-independent', file: 'src/core/export/planted/load.ts', code: "import '../../load/load';" },
  { rule: 'kinds-of-jobs-are-independent', file: 'src/core/load/planted/jobs.ts', code: "import '../../jobs/jobs';" },
  {
    rule: 'calls-without-bulk-jobs',
    file: 'src/core/load/calls/planted.ts',
    code: "import '../../bulk/bulk';",
  },
  { rule: 'jobs-below-pipelines', file: 'src/core/jobs/planted/login.ts', code: "import '../../auth/orgs';" },
  { rule: 'foundation:model', file: 'src/core/model/planted/error.ts', code: "import '../../errors/catalog';" },
  { rule: 'foundation:errors', file: 'src/core/errors/planted/log.ts', code: "import '../../ports';" },
  { rule: 'foundation:ports', file: 'src/core/ports/planted.ts', code: "import '../kernel/task';" },
  { rule: 'foundation:kernel', file: 'src/core/kernel/planted/poll.ts', code: "import '../../http/client';" },
  { rule: 'foundation:csv', file: 'src/core/csv/planted/index.ts', code: "import '../../results/layout';" },
  { rule: 'foundation:results', file: 'src/core/results/planted/fetch.ts', code: "import '../../http/client';" },
  { rule: 'core-door-is-the-top', file: 'src/core/jobs/planted/all.ts', code: "import '../../core';" },
  { rule: 'core-door-is-the-top', file: 'src/core/load/planted/org.ts', code: "import '../../org';" },
  { rule: 'tools-see-the-core-door', file: 'src/tools/planted/adapter.ts', code: "import '../../node/jwtSigner';" },
  { rule: 'tools-see-the-core-door', file: 'src/tools/planted/bulk.ts', code: "import '../../core/bulk/bulk';" },
  { rule: 'node-sees-the-ports', file: 'src/node/planted/jobs.ts', code: "import '../../core/jobs/jobs';" },
  {
    rule: 'practice-is-self-contained',
    file: 'src/practice/planted/scanner.ts',
    code: "import '../../core/kernel/task';",
  },
  { rule: 'dx-sees-its-messages', file: 'src/dx/planted/core.ts', code: "import '../../core/core';" },
  {
    rule: 'shared-is-self-contained',
    file: 'src/shared/protocol/planted/job.ts',
    code: "import '../../../core/ports';",
  },
  { rule: 'pages-see-the-protocol', file: 'webview-ui/src/planted/core.ts', code: "import '../../../src/core/core';" },
  {
    rule: 'core-by-its-door',
    file: 'src/extension/features/load/planted.ts',
    code: "import '../../../core/kernel/task';",
  },
  {
    rule: 'features-are-independent',
    file: 'src/extension/features/load/plantedPeek.ts',
    code: "import '../jobs/panel';",
  },
  { rule: 'host-knows-no-feature', file: 'src/extension/host/planted.ts', code: "import '../features/jobs/jobs';" },
  {
    rule: 'composition-roots-are-not-imported',
    file: 'src/extension/features/planted/root.ts',
    code: "import '../../compose';",
  },
  { rule: 'composition-roots-are-not-imported', file: 'src/cli/planted.ts', code: "import '../practice/main';" },
  {
    rule: 'practice-runs-in-its-own-process',
    file: 'src/cli/plantedStore.ts',
    code: "import '../practice/data/store';",
  },
  {
    rule: 'nothing-ships-from-tests-or-pages',
    file: 'src/cli/plantedPage.ts',
    code: "import '../../webview-ui/src/host';",
  },
  { rule: 'package:node-fetch', file: 'src/core/http/planted/fetch.ts', code: "import 'node-fetch';" },
  { rule: 'package:jsonwebtoken', file: 'src/core/auth/planted/sign.ts', code: "import type {} from 'jsonwebtoken';" },
  { rule: 'package:faye', file: 'src/core/streaming/planted/faye.ts', code: "import 'faye';" },
  { rule: 'package:csv-parse', file: 'src/core/bulk/planted/parse.ts', code: "import 'csv-parse/sync';" },
  { rule: 'package:zod', file: 'src/extension/host/plantedSchema.ts', code: "import 'zod';" },
  { rule: 'package:fflate', file: 'src/core/metadata/planted/zip.ts', code: "import 'fflate';" },
  { rule: 'package:fast-xml-parser', file: 'src/core/metadata/planted/xml.ts', code: "import 'fast-xml-parser';" },
  { rule: 'package:yaml', file: 'src/cli/plantedYaml.ts', code: "import 'yaml';" },
  {
    rule: 'package:@jetstreamapp/soql-parser-js',
    file: 'src/extension/features/load/plantedSoql.ts',
    code: "import '@jetstreamapp/soql-parser-js';",
  },
  {
    rule: 'package:@apexdevtools/apex-parser',
    file: 'src/core/apex/planted/parse.ts',
    code: "import '@apexdevtools/apex-parser';",
  },
  {
    rule: 'package:@modelcontextprotocol/(sdk|server)',
    file: 'src/tools/planted/mcp.ts',
    code: "import '@modelcontextprotocol/sdk';",
  },
  {
    rule: 'package:@salesforce/(source-deploy-retrieve|core)',
    file: 'src/node/planted/orgs.ts',
    code: "import '@salesforce/core';",
  },
  { rule: 'package:lit(-html|-element)?', file: 'src/extension/host/plantedLit.ts', code: "import 'lit';" },
  {
    rule: 'package:@vscode-elements/elements',
    file: 'src/extension/host/plantedElements.ts',
    code: "import '@vscode-elements/elements';",
  },
  { rule: 'package:@vscode/codicons', file: 'src/extension/host/plantedIcons.ts', code: "import '@vscode/codicons';" },
];
