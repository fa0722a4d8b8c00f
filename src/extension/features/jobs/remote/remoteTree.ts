// The rows of “In Salesforce”: the Bulk API jobs of all users in the current org.
import { env, l10n } from 'vscode';
import type { IngestOperation, Org, RemoteJob } from '../../../../core/core';
import { bold, paragraphs, plain } from '../../../host/markdown';
import { isShowMore, type ShowMore } from '../../../host/paging';
import type { Row } from '../../../host/treeView';
import { operationInWords } from '../../../words/operation';
import { showMoreRow } from '../tree';
import { filterInWords, type RemoteListFilter } from './remoteFilter';

export type RemoteNode = RemoteRoot | RemoteJobNode | EmptyList | ShowMore;

export interface RemoteRoot {
  readonly org: Org;
  readonly filter: RemoteListFilter;
}

export interface RemoteJobNode {
  readonly org: Org;
  readonly remote: RemoteJob;
  /** A job of this computer created it. */
  readonly isOurs: boolean;
}

export interface EmptyList {
  readonly org: Org;
  readonly isEmpty: true;
}

export const remoteListId = ({ orgId }: Org): string => `remote/${orgId}`;

export const isRemoteNode = (node: object): node is RemoteNode =>
  'org' in node || (isShowMore(node) && node.listId.startsWith('remote/'));

export const isRemoteRoot = (node: RemoteNode): node is RemoteRoot => 'filter' in node;

export const isRemoteJob = (node: unknown): node is RemoteJobNode =>
  typeof node === 'object' && node !== null && 'remote' in node;

export function remoteRow(node: RemoteNode): Row {
  if (isShowMore(node)) return showMoreRow(node);
  if (isRemoteRoot(node)) return rootRow(node);
  return 'remote' in node ? jobRow(node) : emptyRow(node);
}

function rootRow({ org, filter }: RemoteRoot): Row {
  return {
    id: remoteListId(org),
    label: l10n.t('In Salesforce'),
    description: [org.label, ...filterInWords(filter)].join(' · '),
    icon: 'cloud',
    tooltip: plain(l10n.t('Bulk jobs of all users in {0}. Salesforce keeps them for seven days.', org.label)),
    context: ['remoteList'],
    children: 'collapsed',
    spoken: l10n.t('Bulk jobs of all users in {0}', org.label),
  };
}

function emptyRow({ org }: EmptyList): Row {
  const label = l10n.t('No matching jobs');
  return { id: `${remoteListId(org)}/none`, label, context: ['remoteNone'], spoken: label };
}

function jobRow({ remote, org, isOurs }: RemoteJobNode): Row {
  const title = remoteTitle(remote);
  const created = new Date(remote.createdAt).toLocaleString(env.language, { dateStyle: 'short', timeStyle: 'short' });
  const words = [...(remote.isClassic ? ['Bulk API 1.0'] : []), remote.state, remote.userName, created];
  return {
    id: `${remoteListId(org)}/${remote.remoteId}`,
    label: title,
    description: words.join(' · '),
    icon: remote.api === 'query' ? 'cloud-download' : 'cloud-upload',
    tooltip: paragraphs(
      bold(title),
      ...[...words, remote.remoteId, ...(isOurs ? [l10n.t('Started from this computer')] : [])].map(plain),
    ),
    context: [
      'remoteJob',
      ...(org.kind === 'practice' ? [] : ['setup']),
      ...(canAbort(remote) ? ['live'] : []),
      ...(canDelete(remote) ? ['over'] : []),
      ...(remote.state === 'JobComplete' && !remote.isClassic ? ['results'] : []),
    ],
    spoken: `${title}, ${words.join(', ')}`,
  };
}

export const remoteTitle = ({ operation, object }: RemoteJob): string =>
  [operationName(operation), object].filter(Boolean).join(' ');

/** Salesforce may know more operations than loads have here. */
const operationName = (operation: string): string =>
  isLoadOperation(operation) ? operationInWords(operation) : operation.charAt(0).toUpperCase() + operation.slice(1);

const isLoadOperation = (operation: string): operation is IngestOperation =>
  ['insert', 'update', 'upsert', 'delete', 'hardDelete'].includes(operation);

const endStates: ReadonlySet<string> = new Set(['JobComplete', 'Failed', 'Aborted', 'Closed']);

export const canAbort = ({ state, isClassic }: RemoteJob): boolean => !isClassic && !endStates.has(state);
export const canDelete = ({ state, isClassic }: RemoteJob): boolean => !isClassic && endStates.has(state);
