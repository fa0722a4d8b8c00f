// What `kinetic --help` prints.
export const helpText = `kinetic: Salesforce data from the command line

  kinetic load FILE --object NAME [--operation insert|update|upsert|delete|hardDelete] [--external-id FIELD]
      Loads a CSV file and waits until every row is finished. Default operation: upsert with --external-id, else insert.
      For delete and hardDelete, only the Id column is sent.
      --api auto|rest|collections|bulk   API to use (default auto): a REST call for 1 row, collections calls for up
                              to 200 rows, the Bulk API for more
      --rest-up-to N          for auto: maximum number of rows for REST (default 1), one row per call
      --collections-up-to N   for auto: maximum number of rows for collections (default 200), 200 rows per call
      --map COLUMN=FIELD      send only mapped columns, under these field names (repeat for each column)
      --blanks ignore|clear   blank cells leave the field unchanged (default) or clear it;
                              #N/A always clears a field and cannot be loaded as text
      --encoding NAME         utf-8, windows-1252, utf-16le or utf-16be, if the guess from the file is wrong
      --part-bytes N          maximum size of a part of the file, in bytes (default 95000000)
      --part-records N        maximum number of records in a part (default 10000000)
      --parallel N            maximum number of parts to send in parallel (default 3)
  kinetic export SOQL --to FILE [--format csv|jsonl]
      Writes the records of a query of any size to a file, with Bulk API 2.0. Default format: by the name of FILE,
      else csv.
      --all                   include deleted and archived records
      --rest                  use REST, for queries that the Bulk API does not support (GROUP BY, child queries, …)
      --overwrite             replace FILE if it exists
  kinetic query SOQL          prints records as CSV, or with --json as a JSON array
      --all                   include deleted and archived records
  kinetic jobs                lists the jobs of this computer, newest first
      --remote                lists the bulk jobs of the org instead, of all users. Filters:
      --state NAME, --object NAME, --user TEXT, --days N (created in the last N days)
  kinetic retry JOB           sends the failed rows of a load again, once their last outcome is known
      --group N               only the rows of the Nth error in the result
      --code CODE             only the rows with this status code
      --temporary             only temporary failures, such as locked records; sent in small parts, one at a time
      --unprocessed           the unprocessed rows instead of the failed rows
      --even-unknown          with --unprocessed: also rows of unknown outcome, which can create duplicates
  kinetic resume [JOB …]      resumes unfinished jobs; without JOB, all unfinished jobs of this org
  kinetic check               checks whether the org is ready: login, API, permissions, limits; and where in Setup to
                              add what is missing

  kinetic policy              shows or sets which writes to the org this computer allows, in VS Code and here
      --access full|confirm|readOnly   no confirmation (default), confirm each write (default for production), no writes
      --max-rows N, --allow OBJECT, --deny OBJECT   maximum number of rows of one write; allowed objects; blocked objects
      --default               resets all rules. To loosen the policy, use --confirm-org or type the name of the org
  kinetic writes [--days N]   lists the writes from this computer, newest first: when, where, who, what, outcome

  If the policy requires confirmation, load and retry ask for it in a terminal. In scripts, use
  --yes, -y              confirms the write
  --confirm-org NAME     confirms with the name of the org, as deletions there and hard deletes in every org require

  load, export, retry and resume wait until the job has finished, except with
  --no-wait              exits as soon as Salesforce has all data; kinetic resume JOB gets the result later
  --timeout-minutes N    waits at most N minutes; Salesforce continues, and kinetic resume JOB gets the result later

  --json      prints the result as JSON to stdout; progress stays on stderr
  --practice  uses a practice org on this computer, which stops with the command
  --target-org, -o ORG   uses an org of the Salesforce CLI, by alias or username

Without --practice and --target-org, environment variables set the org:
  access token          SF_INSTANCE_URL SF_ACCESS_TOKEN
  JWT bearer            SF_LOGIN_URL SF_CLIENT_ID SF_USERNAME SF_PRIVATE_KEY_PATH
                        (SF_PRIVATE_KEY_PASSPHRASE if the key has one, SF_AUDIENCE if it is not the login host)
  client credentials    SF_LOGIN_URL (My Domain) SF_CLIENT_ID SF_CLIENT_SECRET
  username, password    SF_LOGIN_URL SF_CLIENT_ID SF_CLIENT_SECRET SF_USERNAME SF_PASSWORD [SF_SECURITY_TOKEN]
                        (legacy: Salesforce turns this off by February 20, 2027)
SF_API_VERSION sets the API version, for example 66.0.
KINETIC_HOME is the folder of jobs and result files (default: the data folder of the user). KINETIC_TIMEOUT_SECONDS is
the time without data after which a connection is closed (default 60, or minutes while Salesforce processes an upload).
HTTPS_PROXY (or HTTP_PROXY) and NO_PROXY set a proxy; NODE_EXTRA_CA_CERTS adds trusted certificates.

Ctrl+C aborts the job; a second Ctrl+C, or SIGTERM, detaches from it.

Exit codes: 0 all rows succeeded, or with --no-wait Salesforce has all data; 1 some rows failed or were not processed, or
the job was interrupted; 2 rejected: nothing was sent or written; 124 not finished within --timeout-minutes;
130 aborted or detached by the user.`;
