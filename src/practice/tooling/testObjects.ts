// The objects of the Tooling API for tests: queues, results, coverage, suites; and objects that are always empty.
import type { FieldSpec, SObjectSpec } from '../data/schema';
import * as f from '../data/objects/fields';

const fixed = { createable: false, updateable: false, deletable: false, bulkable: false } as const;
const maxBody = 1_000_000;

const name = (length: number): FieldSpec => f.text('Name', 'Name', length, { nameField: true });

const status = (field: string, values: string): FieldSpec => f.choice(field, field, values.split(' '));

export const testObjects: readonly SObjectSpec[] = [
  {
    ...fixed,
    updateable: true,
    name: 'ApexTestQueueItem',
    label: 'Apex Test Queue Item',
    labelPlural: 'Apex Test Queue Items',
    keyPrefix: '709',
    fields: [
      ...f.head('Queue Item').slice(0, 1),
      f.lookup('ApexClassId', 'Apex Class ID', 'ApexClass', { updateable: false }),
      status('Status', 'Holding Queued Preparing Processing Aborted Completed Failed'),
      f.text('ExtendedStatus', 'Extended Status', 1000, { updateable: false }),
      f.lookup('ParentJobId', 'Parent Job ID', 'AsyncApexJob', { updateable: false }),
      f.lookup('TestRunResultId', 'Test Run Result ID', 'ApexTestRunResult', { updateable: false }),
      f.checkbox('ShouldSkipCodeCoverage', 'Skip Code Coverage', { updateable: false }),
      ...f.audit(),
    ],
  },
  {
    ...fixed,
    name: 'ApexTestResult',
    label: 'Apex Test Result',
    labelPlural: 'Apex Test Results',
    keyPrefix: '07M',
    fields: [
      ...f.head('Test Result').slice(0, 1),
      f.lookup('QueueItemId', 'Queue Item ID', 'ApexTestQueueItem', { children: 'ApexTestResults' }),
      f.lookup('ApexClassId', 'Apex Class ID', 'ApexClass'),
      f.lookup('AsyncApexJobId', 'Apex Job ID', 'AsyncApexJob'),
      f.lookup('ApexTestRunResultId', 'Test Run Result ID', 'ApexTestRunResult'),
      f.lookup('ApexLogId', 'Apex Log ID', 'ApexLog'),
      f.text('MethodName', 'Method Name', 255),
      status('Outcome', 'Pass Fail CompileFail Skip'),
      f.area('Message', 'Message', 255),
      f.area('StackTrace', 'Stack Trace', 255),
      f.int('RunTime', 'Run Time', 9),
      f.checkbox('IsTestSetup', 'Is Test Setup'),
      f.datetime('TestTimestamp', 'Test Timestamp'),
      ...f.audit(),
    ],
  },
  {
    ...fixed,
    name: 'ApexTestRunResult',
    label: 'Apex Test Run Result',
    labelPlural: 'Apex Test Run Results',
    keyPrefix: '05m',
    fields: [
      ...f.head('Test Run Result').slice(0, 1),
      f.lookup('AsyncApexJobId', 'Apex Job ID', 'AsyncApexJob'),
      f.lookup('UserId', 'User ID', 'User'),
      f.text('JobName', 'Job Name', 255),
      f.text('Source', 'Source', 255),
      f.checkbox('IsAllTests', 'All Tests'),
      status('Status', 'Queued Processing Aborted Passed Failed Completed Skipped'),
      ...'ClassesEnqueued ClassesCompleted MethodsEnqueued MethodsCompleted MethodsFailed TestTime TestSetupTime'
        .split(' ')
        .map((field) => f.int(field, field, 9)),
      f.datetime('StartTime', 'Start Time'),
      f.datetime('EndTime', 'End Time'),
      ...f.audit(),
    ],
  },
  {
    ...fixed,
    name: 'AsyncApexJob',
    label: 'Apex Job',
    labelPlural: 'Apex Jobs',
    keyPrefix: '707',
    fields: [
      ...f.head('Apex Job').slice(0, 1),
      f.text('JobType', 'Job Type', 40),
      f.lookup('ApexClassId', 'Apex Class ID', 'ApexClass'),
      f.text('Status', 'Status', 40),
      f.text('MethodName', 'Method', 255),
      f.text('ExtendedStatus', 'Status Detail', 1000),
      ...'JobItemsProcessed TotalJobItems NumberOfErrors'.split(' ').map((field) => f.int(field, field, 9)),
      f.datetime('CompletedDate', 'Completion Date'),
      ...f.audit(),
    ],
  },
  {
    name: 'ApexTestSuite',
    label: 'Apex Test Suite',
    labelPlural: 'Apex Test Suites',
    keyPrefix: '05F',
    bulkable: false,
    fields: [
      ...f.head('Suite').slice(0, 1),
      f.text('TestSuiteName', 'Name', 255, { nillable: false, nameField: true }),
      ...f.audit(),
    ],
  },
  {
    name: 'TestSuiteMembership',
    label: 'Test Suite Membership',
    labelPlural: 'Test Suite Memberships',
    keyPrefix: '0FW',
    bulkable: false,
    fields: [
      ...f.head('Membership').slice(0, 1),
      f.lookup('ApexTestSuiteId', 'Suite ID', 'ApexTestSuite', { nillable: false }),
      f.lookup('ApexClassId', 'Apex Class ID', 'ApexClass', { nillable: false }),
      ...f.audit(),
    ],
  },
];

const covered: readonly FieldSpec[] = [
  f.lookup('ApexClassOrTriggerId', 'Apex Class or Trigger ID', ['ApexClass', 'ApexTrigger']),
  f.int('NumLinesCovered', 'Lines Covered', 9),
  f.int('NumLinesUncovered', 'Lines Uncovered', 9),
  // JSON, which a response shows as an object.
  f.area('Coverage', 'Coverage', maxBody),
  ...f.audit(),
];

export const coverageObjects: readonly SObjectSpec[] = [
  {
    ...fixed,
    name: 'ApexCodeCoverage',
    label: 'Apex Code Coverage',
    labelPlural: 'Apex Code Coverage',
    keyPrefix: '714',
    fields: [
      ...f.head('Coverage').slice(0, 1),
      f.lookup('ApexTestClassId', 'Test Class ID', 'ApexClass'),
      f.text('TestMethodName', 'Test Method', 255),
      ...covered,
    ],
  },
  {
    ...fixed,
    name: 'ApexCodeCoverageAggregate',
    label: 'Apex Code Coverage Aggregate',
    labelPlural: 'Apex Code Coverage Aggregates',
    keyPrefix: '715',
    fields: [...f.head('Coverage').slice(0, 1), ...covered],
  },
  {
    ...fixed,
    name: 'ApexOrgWideCoverage',
    label: 'Apex Org Wide Coverage',
    labelPlural: 'Apex Org Wide Coverage',
    keyPrefix: '716',
    fields: [...f.head('Coverage').slice(0, 1), f.int('PercentCovered', 'Percent Covered', 3), ...f.audit()],
  },
];

/** Objects that clients query and that have no records here. */
export const emptyObjects: readonly SObjectSpec[] = [
  {
    ...fixed,
    name: 'FlowTestResult',
    label: 'Flow Test Result',
    labelPlural: 'Flow Test Results',
    keyPrefix: '0Oc',
    fields: [
      ...f.head('Flow Test Result').slice(0, 1),
      f.lookup('ApexTestQueueItemId', 'Queue Item ID', 'ApexTestQueueItem'),
      f.text('Result', 'Result', 40),
      f.datetime('TestStartDateTime', 'Start'),
      f.datetime('TestEndDateTime', 'End'),
      f.lookup('FlowTestId', 'Flow Test ID', 'FlowTest'),
      f.lookup('FlowDefinitionId', 'Flow Definition ID', 'FlowTest'),
      ...f.audit(),
    ],
  },
  {
    ...fixed,
    name: 'FlowTest',
    label: 'Flow Test',
    labelPlural: 'Flow Tests',
    keyPrefix: '3e2',
    fields: [
      ...f.head('Flow Test').slice(0, 1),
      name(80),
      f.text('DeveloperName', 'Name', 80),
      f.text('NamespacePrefix', 'Namespace', 15),
    ],
  },
  {
    ...fixed,
    name: 'PackageLicense',
    label: 'Package License',
    labelPlural: 'Package Licenses',
    keyPrefix: '050',
    fields: [...f.head('License').slice(0, 1), f.text('NamespacePrefix', 'Namespace Prefix', 15)],
  },
  {
    ...fixed,
    name: 'InstalledSubscriberPackage',
    label: 'Installed Package',
    labelPlural: 'Installed Packages',
    keyPrefix: '0A3',
    fields: [...f.head('Package').slice(0, 1), f.lookup('SubscriberPackageId', 'Package ID', 'SubscriberPackage')],
  },
  {
    ...fixed,
    name: 'SubscriberPackage',
    label: 'Package',
    labelPlural: 'Packages',
    keyPrefix: '033',
    fields: [...f.head('Package').slice(0, 1), name(255), f.text('NamespacePrefix', 'Namespace Prefix', 15)],
  },
];
