// The route of a load before it starts: what settings and the person want, where it leads, and what else there is.
import { l10n, workspace } from 'vscode';
import { chooseRoute, defaultRouteLimits, type LoadApi, type Route } from '../../../core/core';
import type { Choice } from '../../host/pick';
import { routeName, routeReason } from '../../words/route';
import type { Draft, RouteWish } from './draft';
import { recordCount } from './words';

export function wishOfSettings(): RouteWish {
  const limits = workspace.getConfiguration('kinetic.route');
  return {
    api: workspace.getConfiguration('kinetic.load').get<RouteWish['api']>('api', 'auto'),
    routeLimits: {
      restRows: limits.get('restUpToRows', defaultRouteLimits.restRows),
      collectionsRows: limits.get('collectionsUpToRows', defaultRouteLimits.collectionsRows),
      waitRows: limits.get('waitUpToRows', defaultRouteLimits.waitRows),
    },
  };
}

/** Decided again once all rows are counted. */
export const routeOf = ({ inspection, operation, externalIdField, route }: Draft): Route =>
  chooseRoute(inspection.records.count, {
    operation,
    ...route,
    ...(externalIdField !== undefined && { externalIdField }),
  });

const inWords = (draft: Draft, route: Route): string => routeReason(route, recordCount(draft.inspection.records));

export function routeChoice<T>(draft: Draft, value: T): Choice<T> {
  const route = routeOf(draft);
  return {
    value,
    label: `$(milestone) ${l10n.t('Route: {0}', routeName(route))}`,
    description: inWords(draft, route),
  };
}

/** Only what the operation can go. */
export function routeChoices(draft: Draft): readonly Choice<RouteWish['api']>[] {
  const by = (api: RouteWish['api']): Route => routeOf({ ...draft, route: { ...draft.route, api } });
  const auto = by('auto');
  const choice = (api: LoadApi, label: string, detail: string): readonly Choice<LoadApi>[] =>
    by(api).api === api
      ? [{ value: api, label, ...(api !== 'bulk' && { description: routeName(by(api)) }), detail }]
      : [];
  return [
    {
      value: 'auto',
      label: l10n.t('Let the number of rows decide'),
      description: `${routeName(auto)}, ${inWords(draft, auto)}`,
      detail: l10n.t('The limits are in the settings kinetic.route'),
    },
    ...choice('bulk', l10n.t('Bulk API'), l10n.t('Jobs of any size, which Salesforce works through by itself')),
    ...choice('collections', l10n.t('Collections'), l10n.t('Calls of up to 200 rows each, answered at once')),
    ...choice('rest', l10n.t('REST'), l10n.t('A call for each row')),
  ];
}
