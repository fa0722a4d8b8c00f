// The objects with which tools compile and save several classes and triggers together.
// See https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/reference_objects_operational.htm
import type { SObjectSpec } from '../data/schema';
import * as f from '../data/objects/fields';

const fixed = { createable: false, updateable: false } as const;
const once = { updateable: false } as const;
const maxBody = 1_000_000;

const member = (of: 'ApexClass' | 'ApexTrigger', label: string, keyPrefix: string): SObjectSpec => ({
  name: `${of}Member`,
  label: `${label} Member`,
  labelPlural: `${label} Members`,
  keyPrefix,
  bulkable: false,
  fields: [
    ...f.head('Member').slice(0, 1),
    // The request takes the place of the container when the members are saved.
    f.lookup('MetadataContainerId', 'Metadata Container ID', ['MetadataContainer', 'ContainerAsyncRequest'], {
      ...once,
      nillable: false,
      cascadeDelete: true,
    }),
    f.lookup('ContentEntityId', 'Content Entity ID', of, once),
    f.text('FullName', 'Full Name', 255, once),
    f.area('Body', 'Body', maxBody, { nillable: false }),
    f.area('Content', 'Content', maxBody, fixed),
    // JSON, which a response shows as an object.
    f.area('Metadata', 'Metadata', maxBody, once),
    f.datetime('LastSyncDate', 'Last Sync Date', fixed),
    ...f.audit(),
  ],
});

export const containerObjects: readonly SObjectSpec[] = [
  {
    name: 'MetadataContainer',
    label: 'Metadata Container',
    labelPlural: 'Metadata Containers',
    keyPrefix: '1dc',
    bulkable: false,
    fields: [
      ...f.head('Container').slice(0, 1),
      f.text('Name', 'Name', 32, { nillable: false, unique: true, nameField: true }),
      ...f.audit(),
    ],
  },
  member('ApexClass', 'Apex Class', '400'),
  member('ApexTrigger', 'Apex Trigger', '401'),
  {
    name: 'ContainerAsyncRequest',
    label: 'Container Async Request',
    labelPlural: 'Container Async Requests',
    keyPrefix: '1dr',
    updateable: false,
    deletable: false,
    bulkable: false,
    fields: [
      ...f.head('Request').slice(0, 1),
      f.lookup('MetadataContainerId', 'Metadata Container ID', 'MetadataContainer', once),
      f.lookup('MetadataContainerMemberId', 'Member ID', ['ApexClassMember', 'ApexTriggerMember'], once),
      f.checkbox('IsCheckOnly', 'Is Check Only', once),
      f.checkbox('IsRunTests', 'Is Run Tests', once),
      f.choice('State', 'State', ['Queued', 'Invalidated', 'Completed', 'Failed', 'Error', 'Aborted'], {
        ...fixed,
        defaultValue: 'Queued',
      }),
      f.area('DeployDetails', 'Deploy Details', maxBody, fixed),
      f.area('ErrorMsg', 'Error Message', 32_000, fixed),
      ...f.audit(),
    ],
  },
];
