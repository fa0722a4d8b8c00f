// The objects of the Tooling API: code, debug logs, trace flags, and the results of tests.
// See https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/reference_objects_list.htm
import type { FieldSpec, SObjectSpec } from '../data/schema';
import * as f from '../data/objects/fields';
import { containerObjects } from './containerObjects';
import { scheduleObjects } from './scheduleObjects';
import { coverageObjects, emptyObjects, testObjects } from './testObjects';

const system = { createable: false, updateable: false } as const;
const maxBody = 1_000_000;

const name = (length: number, more?: Partial<FieldSpec>): FieldSpec =>
  f.text('Name', 'Name', length, { nameField: true, ...more });

const code = (more: readonly FieldSpec[]): readonly FieldSpec[] => [
  ...f.head('').slice(0, 1),
  f.text('NamespacePrefix', 'Namespace Prefix', 15, system),
  name(255, { createable: true, defaultedOnCreate: true, nillable: false }),
  f.number('ApiVersion', 'Api Version', [18, 1]),
  f.choice('Status', 'Status', ['Inactive', 'Active', 'Deleted'], { defaultValue: 'Active' }),
  f.checkbox('IsValid', 'Is Valid', system),
  f.number('BodyCrc', 'Body CRC', [18, 0], system),
  f.area('Body', 'Body', maxBody),
  f.int('LengthWithoutComments', 'Size Without Comments', 9, system),
  f.text('ManageableState', 'Manageable State', 40, { ...system, defaultValue: 'unmanaged' }),
  ...more,
  ...f.audit(),
];

/** Kept over restarts, like records. */
export const codeObjects: readonly SObjectSpec[] = [
  {
    name: 'ApexClass',
    label: 'Apex Class',
    labelPlural: 'Apex Classes',
    keyPrefix: '01p',
    bulkable: false,
    fields: code([]),
  },
  {
    name: 'ApexTrigger',
    label: 'Apex Trigger',
    labelPlural: 'Apex Triggers',
    keyPrefix: '01q',
    bulkable: false,
    fields: code([
      f.text('TableEnumOrId', 'sObject Type', 40),
      ...[
        'BeforeInsert',
        'AfterInsert',
        'BeforeUpdate',
        'AfterUpdate',
        'BeforeDelete',
        'AfterDelete',
        'AfterUndelete',
      ].map((event) => f.checkbox(`Usage${event}`, event, system)),
    ]),
  },
];

const levels = ['NONE', 'ERROR', 'WARN', 'INFO', 'DEBUG', 'FINE', 'FINER', 'FINEST'];
const level = (field: string): FieldSpec => f.choice(field, field, levels, { defaultValue: 'NONE' });

const logObjects: readonly SObjectSpec[] = [
  {
    name: 'ApexLog',
    label: 'Apex Debug Log',
    labelPlural: 'Apex Debug Logs',
    keyPrefix: '07L',
    createable: false,
    updateable: false,
    bulkable: false,
    fields: [
      ...f.head('Log').slice(0, 1),
      f.text('Application', 'Application', 80),
      f.int('DurationMilliseconds', 'Duration', 9),
      f.text('Location', 'Location', 40),
      f.int('LogLength', 'Size', 9),
      f.lookup('LogUserId', 'Log User ID', 'User'),
      f.text('Operation', 'Operation', 255),
      f.text('Request', 'Request Type', 40),
      f.text('RequestIdentifier', 'Request Identifier', 40),
      f.datetime('StartTime', 'Start Time'),
      f.text('Status', 'Status', 255),
      f.datetime('LastModifiedDate', 'Last Modified Date'),
      f.datetime('SystemModstamp', 'System Modstamp'),
    ],
  },
  {
    name: 'TraceFlag',
    label: 'Trace Flag',
    labelPlural: 'Trace Flags',
    keyPrefix: '7tf',
    bulkable: false,
    fields: [
      ...f.head('Trace Flag').slice(0, 1),
      f.lookup('TracedEntityId', 'Traced Entity ID', ['User', 'ApexClass', 'ApexTrigger'], { nillable: false }),
      f.choice('LogType', 'Log Type', ['DEVELOPER_LOG', 'USER_DEBUG', 'CLASS_TRACING', 'PROFILING'], {
        nillable: false,
      }),
      f.lookup('DebugLevelId', 'Debug Level ID', 'DebugLevel', { nillable: false }),
      f.datetime('StartDate', 'Start Date'),
      f.datetime('ExpirationDate', 'Expiration Date'),
      ...f.audit(),
    ],
  },
  {
    name: 'DebugLevel',
    label: 'Debug Level',
    labelPlural: 'Debug Levels',
    keyPrefix: '7dl',
    bulkable: false,
    fields: [
      ...f.head('Debug Level').slice(0, 1),
      f.text('DeveloperName', 'Name', 80, { nillable: false, unique: true, nameField: true }),
      f.text('MasterLabel', 'Label', 80),
      f.text('Language', 'Language', 10),
      ...'ApexCode ApexProfiling Callout DataAccess Database Nba System Validation Visualforce Wave Workflow'
        .split(' ')
        .map(level),
      ...f.audit(),
    ],
  },
];

/** Kept only as long as the org runs. */
export const toolingObjects: readonly SObjectSpec[] = [
  ...logObjects,
  ...containerObjects,
  ...testObjects,
  ...coverageObjects,
  ...scheduleObjects,
  ...emptyObjects,
];
