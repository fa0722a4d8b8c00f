// All objects of a new practice org.
import type { SObjectSpec } from '../schema';
import { assetSheet } from './assetSheet';
import { crmObjects } from './crm';
import { customObjects } from './custom';
import { relatedObjects } from './related';
import { salesObjects } from './sales';
import { setupObjects } from './setup';

export const orgObjects: readonly SObjectSpec[] = [
  ...crmObjects,
  ...salesObjects,
  ...setupObjects,
  ...customObjects,
  assetSheet,
  ...relatedObjects,
];
