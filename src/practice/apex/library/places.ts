// Location: a point on the earth.
// See https://developer.salesforce.com/docs/atlas.en-us.apexref.meta/apexref/apex_class_System_Location.htm
import type { LibrarySpec } from '../typeSystem/libraryType';
import { toDouble } from '../compile/convert';
import { ApexDouble } from '../values/decimal';

interface Place {
  readonly latitude: unknown;
  readonly longitude: unknown;
}

const kilometers = 6371.0088;
const milesPerKilometer = 0.621371192;

/** On a great circle, as the function DISTANCE of SOQL. */
function distance(from: Place, to: Place, unit: string): ApexDouble {
  const radians = (value: unknown): number => (toDouble(value) * Math.PI) / 180;
  const a = radians(from.latitude);
  const b = radians(to.latitude);
  const turn = radians(to.longitude) - radians(from.longitude);
  const half = Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin(turn / 2) ** 2;
  const inKilometers = 2 * kilometers * Math.asin(Math.sqrt(half));
  return new ApexDouble(unit === 'mi' ? inKilometers * milesPerKilometer : inKilometers);
}

export const placeSpecs: readonly LibrarySpec[] = [
  {
    name: 'Location',
    statics: {
      'Location newInstance(Decimal, Decimal)': (latitude: unknown, longitude: unknown): Place => ({
        latitude,
        longitude,
      }),
      'Double getDistance(Location, Location, String)': distance,
    },
    methods: {
      'Double getLatitude()': ({ latitude }: Place) => new ApexDouble(toDouble(latitude)),
      'Double getLongitude()': ({ longitude }: Place) => new ApexDouble(toDouble(longitude)),
      'Double getDistance(Location, String)': distance,
    },
    properties: {
      'Double latitude': ({ latitude }: Place) => new ApexDouble(toDouble(latitude)),
      'Double longitude': ({ longitude }: Place) => new ApexDouble(toDouble(longitude)),
    },
  },
];
