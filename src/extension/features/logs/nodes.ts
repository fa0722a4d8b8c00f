// The nodes of the Debug Logs view. Each brings its row, so that the view itself needs no code to draw it.
import type { DebugLog, FoundLine, LogMatches, Org } from '../../../core/core';
import type { Row } from '../../host/treeView';

export interface LogsNode {
  readonly row: Row;
  readonly children?: () => readonly LogsNode[];
}

/** A log in the list, or one with the text of a search. */
export interface LogNode extends LogsNode {
  readonly org: Org;
  readonly log: DebugLog;
}

export interface LineNode extends LogsNode {
  readonly path: string;
  readonly found: FoundLine;
}

export interface MoreNode extends LogsNode {
  readonly showMore: () => unknown;
}

export interface Search {
  readonly text: string;
  readonly matches: readonly LogMatches[];
  readonly isRunning: boolean;
}

const has = (node: unknown, key: string): boolean => typeof node === 'object' && node !== null && key in node;

export const isLogNode = (node: unknown): node is LogNode => has(node, 'log') && has(node, 'org');
export const isLineNode = (node: unknown): node is LineNode => has(node, 'found') && has(node, 'path');
export const isMoreNode = (node: unknown): node is MoreNode => has(node, 'showMore');
