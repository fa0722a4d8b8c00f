// DISTANCE(address, GEOLOCATION(latitude, longitude), 'mi' | 'km') as a great-circle distance.
import type { FunctionExp } from '@jetstreamapp/soql-parser-js';
import type { Clause } from './outline';
import { resolvePath, type Expression } from './paths';
import { refuseWord, type Scope } from './scope';

const earthRadius: Readonly<Record<string, number>> = { MI: 3958.8, KM: 6371 };

export function distance(scope: Scope, clause: Clause, source: FunctionExp): Expression {
  const [place, point, unit] = source.parameters ?? [];
  const radius = typeof unit === 'string' ? earthRadius[unit.slice(1, -1).toUpperCase()] : undefined;
  if (typeof place !== 'string' || typeof point !== 'object' || radius === undefined) {
    throw refuseWord(scope, { clause, word: 'DISTANCE' }, ['MALFORMED_QUERY', 'Invalid arguments for DISTANCE']);
  }
  const { field } = resolvePath(scope, clause, place);
  const stem = place.replace(/Address$/i, '');
  const latitude = resolvePath(scope, clause, `${stem}Latitude`);
  const longitude = resolvePath(scope, clause, `${stem}Longitude`);
  const [toLatitude = 0, toLongitude = 0] = (point.parameters ?? []).map(Number);
  return {
    field: { ...field, type: 'double', scale: 2 },
    identity: `DISTANCE(${place.toLowerCase()},${toLatitude},${toLongitude},${radius})`,
    read: (row) => {
      const fromLatitude = latitude.read(row);
      const fromLongitude = longitude.read(row);
      if (typeof fromLatitude !== 'number' || typeof fromLongitude !== 'number') return null;
      return radius * greatCircle([fromLatitude, fromLongitude], [toLatitude, toLongitude]);
    },
  };
}

/** The angle between two points given as latitude and longitude in degrees (haversine formula). */
function greatCircle([lat1, lon1]: readonly [number, number], [lat2, lon2]: readonly [number, number]): number {
  const rad = Math.PI / 180;
  const half = (degrees: number) => Math.sin((degrees * rad) / 2) ** 2;
  const chord = half(lat2 - lat1) + Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * half(lon2 - lon1);
  return 2 * Math.asin(Math.sqrt(chord));
}
