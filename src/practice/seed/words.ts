// The names and texts of the sample records.
export const firstNames =
  'Ada Ben Clara David Elif Finn Grace Hugo Ines Jonas Kira Liam Mara Noah Olga Paul Quinn Rosa Sami Tara Uma Victor Wanda Xenia Yuki Zoe Amir Bella Chen Dana'.split(
    ' ',
  );
export const lastNames =
  'Moss Lee Novak Okafor Silva Tanaka Weber Young Zimmer Abbott Brandt Costa Dubois Evans Fischer Garcia Hansen Ito Jensen Khan Lopez Meyer Nguyen Ortiz Patel Rossi Schmidt Torres Ueda Vogel'.split(
    ' ',
  );
export const companyStarts =
  'Alder Borealis Cobalt Delta Ember Fjord Granite Harbor Iris Juniper Kestrel Lumen Meridian Nimbus Orchard Pioneer Quartz Ridge Summit Tidal'.split(
    ' ',
  );
export const companyEnds = ['Foods', 'Logistics', 'Systems', 'Energy', 'Media', 'Labs', 'Retail Group', 'Insurance'];
export const cities: readonly (readonly [city: string, state: string, country: string, code: string])[] = [
  ['Berlin', 'BE', 'Germany', '10115'],
  ['Hamburg', 'HH', 'Germany', '20095'],
  ['Lyon', 'ARA', 'France', '69001'],
  ['Madrid', 'MD', 'Spain', '28001'],
  ['Austin', 'TX', 'USA', '78701'],
  ['Denver', 'CO', 'USA', '80202'],
  ['Toronto', 'ON', 'Canada', 'M5H 2N2'],
  ['Osaka', 'Osaka', 'Japan', '530-0001'],
  ['Leeds', 'West Yorkshire', 'United Kingdom', 'LS1 4AP'],
  ['Zürich', 'ZH', 'Switzerland', '8001'],
];
export const streets = ['Main Street', 'Station Road', 'Lindenallee', 'Rue de la Paix', 'Harbour Way', 'Calle Mayor'];
export const jobTitles = ['CEO', 'CFO', 'Head of Sales', 'Buyer', 'IT Manager', 'Support Lead', 'Analyst', 'Engineer'];
export const productNames = [
  'GenWatt Diesel 200kW',
  'GenWatt Diesel 1000kW',
  'GenWatt Gasoline 300kW',
  'SolarGrid Basic',
  'SolarGrid Plus',
  'Battery Bank 40',
  'Battery Bank 80',
  'Monitoring Suite',
  'Installation: Industrial',
  'Installation: Portable',
  'Service Level: Gold',
  'Service Level: Silver',
];
export const caseSubjects = [
  'Generator will not start',
  'Invoice address is wrong',
  'Display shows error 42',
  'Spare part needed',
  'Question about the warranty',
  'Noise after maintenance',
];
export const taskSubjects = ['Call', 'Send quote', 'Send letter', 'Follow up', 'Prepare demo', 'Check contract'];
