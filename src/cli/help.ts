// What `kinetic --help` prints.
export const helpText = `kinetic: Salesforce data from the command line

  kinetic load FILE --object NAME [--operation upsert|insert|update|delete|hardDelete] [--external-id FIELD]
      Loads a CSV and waits for the last row. Default operation: upsert with --external-id, else insert.
      Of a file for delete or hardDelete only the column Id is sent.
      --api auto|rest|collections|bulk   who takes the rows (default auto): one REST call for 1 row, collections calls
                              for up to 200, the Bulk API for more
      --rest-up-to N          where auto ends REST (default 1), one call a row
      --collections-up-to N   … and where it ends collections (default 200), one call for each 200 rows
      --map COLUMN=FIELD      send only mapped columns, under these field names (repeat for each)
      --blanks ignore|clear   what a blank cell says: its field stays as it is (default), or is emptied;
                              #N/A always empties a field, and cannot be loaded as a text
      --encoding NAME         utf-8, windows-1252, utf-16le or utf-16be, where the guess from the file is wrong
      --part-bytes N          cut the file into parts of at most N bytes (default 95000000)
      --part-records N        … and of at most N records (default 10000000)
      --parallel N            parts in flight at once (default 3)
  kinetic export SOQL --to FILE [--format csv|jsonl]
      Writes the records of a query of any size to a file, with Bulk API 2.0. Default format: as FILE ends, else csv.
      --all                   deleted and archived records, too
      --rest                  over REST, for queries that the Bulk API does not take (GROUP BY, child queries …)
      --overwrite             replace FILE if it is there
  kinetic query SOQL          CSV on stdout, with --json an array of records
      --all                   deleted and archived records, too
  kinetic jobs                the jobs of this computer, newest first
      --remote                all bulk jobs of the org instead, of every user; only those with
      --state NAME, --object NAME, --user NAME, --days N (made in the last N days)
  kinetic retry JOB           sends the failed rows of a load again; each row only once its last fate is known
      --group N               only those of the Nth error of the result
      --code CODE             only those with this status code
      --temporary             only temporary failures, such as locked records; retried in small parts, one at a time
      --unprocessed           the rows that Salesforce never tried, instead
      --even-unknown          with --unprocessed: also inserts whose answer was lost, which may be saved twice
  kinetic resume [JOB …]      takes unfinished jobs up again; without JOB, every one of this org
  kinetic check               what the org lacks: login, API, permissions of the user, limits; and where to click for it

  kinetic policy              what may be written to the org from this computer, by the editor and the command line
      --access full|confirm|readOnly   without a question (default), with a person’s yes (default for production), not at all
      --max-rows N, --allow OBJECT, --deny OBJECT   the most rows of one write; the only objects; objects never written
      --default               take every rule back. What loosens the policy wants --confirm-org or the name typed
  kinetic writes [--days N]   what was written from this computer, newest first: when, where, by whom, what, how it ended

  Where the policy wants a person’s yes, load and retry ask for it on a terminal; elsewhere
  --yes, -y              agrees to the write
  --confirm-org NAME     agrees by the org’s name: deletions there want it typed, and hard deletes in every org

  load, export, retry and resume wait for the end of the job, except with
  --no-wait              end as soon as Salesforce has everything; kinetic resume JOB collects the result later
  --timeout-minutes N    wait at most N minutes; the job goes on at Salesforce, kinetic resume JOB collects it

  --json      the result as JSON on stdout; progress stays on stderr
  --practice  a practice org on this computer, which ends with the command
  --target-org, -o ORG  an org that the Salesforce CLI is logged in to, by alias or user name

Without either, the environment names the org:
  access token          SF_INSTANCE_URL SF_ACCESS_TOKEN
  JWT bearer            SF_LOGIN_URL SF_CLIENT_ID SF_USERNAME SF_PRIVATE_KEY_PATH
                        (SF_PRIVATE_KEY_PASSPHRASE if the key has one, SF_AUDIENCE if it is not the login host's)
  client credentials    SF_LOGIN_URL (My Domain) SF_CLIENT_ID SF_CLIENT_SECRET
  user name, password   SF_LOGIN_URL SF_CLIENT_ID SF_CLIENT_SECRET SF_USERNAME SF_PASSWORD [SF_SECURITY_TOKEN]
                        (legacy: Salesforce switches this off, at the latest on 20 February 2027)
SF_API_VERSION pins the version, for example 66.0.
Jobs and result files lie in KINETIC_HOME (default: the user's data folder). KINETIC_TIMEOUT_SECONDS: silence after
which a connection counts as broken (default 60, and minutes where Salesforce thinks about an upload).
HTTPS_PROXY (or HTTP_PROXY) and NO_PROXY are honoured; NODE_EXTRA_CA_CERTS names certificates to trust as well.

Exit code: 0 all rows in, or with --no-wait in Salesforce’s hands; 1 some rows failed or are missing;
2 nothing could run; 124 not finished within --timeout-minutes; 130 stopped, or left for kinetic resume, by the user.`;
