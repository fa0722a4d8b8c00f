// What Salesforce accepts in a CSV.

/** UTF-16 units: https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/bulk_common_limits.htm */
export const csvLimits = { columns: 5_000, headerChars: 32_000, cellChars: 131_072, recordChars: 400_000 } as const;
