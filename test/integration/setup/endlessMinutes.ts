/** The timeout that tests set, in minutes. No other wait is as long. */
export const endlessMinutes = 1000;
