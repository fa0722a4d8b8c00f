// Scheduled Apex as records: the schedule, and its name.
// See https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_crontrigger.htm
import type { SObjectSpec } from '../data/schema';
import * as f from '../data/objects/fields';

const fixed = { createable: false, updateable: false, bulkable: false } as const;

export const scheduleObjects: readonly SObjectSpec[] = [
  {
    ...fixed,
    name: 'CronTrigger',
    label: 'Scheduled Job',
    labelPlural: 'Scheduled Jobs',
    keyPrefix: '08e',
    fields: [
      ...f.head('Scheduled Job').slice(0, 1),
      f.lookup('CronJobDetailId', 'Job ID', 'CronJobDetail'),
      f.text('CronExpression', 'Cron Expression', 255),
      f.text('State', 'State', 16),
      f.int('TimesTriggered', 'Times Triggered', 9),
      f.text('TimeZoneSidKey', 'Time Zone', 40),
      f.datetime('StartTime', 'Start Time'),
      f.lookup('OwnerId', 'Owner ID', 'User'),
      ...f.audit(),
    ],
  },
  {
    ...fixed,
    name: 'CronJobDetail',
    label: 'Cron Job',
    labelPlural: 'Cron Jobs',
    keyPrefix: '08a',
    fields: [
      ...f.head('Cron Job').slice(0, 1),
      f.text('Name', 'Job Name', 255, { nameField: true }),
      // 7 is scheduled Apex.
      f.text('JobType', 'Job Type', 16),
    ],
  },
];
