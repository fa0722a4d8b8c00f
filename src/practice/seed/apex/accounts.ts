// The sample service for accounts, its REST service, and their tests. One test fails.
export const accountRatingService = `public with sharing class AccountRatingService {
    public static final Decimal HOT_AMOUNT = 100000;
    public static final Decimal WARM_AMOUNT = 10000;

    /** One query and one DML statement, however many accounts there are. */
    public static Map<Id, String> rate(Set<Id> accountIds) {
        Map<Id, Decimal> wonAmounts = new Map<Id, Decimal>();
        for (AggregateResult won : [
            SELECT AccountId account, SUM(Amount) total
            FROM Opportunity
            WHERE AccountId IN :accountIds AND StageName = 'Closed Won'
            GROUP BY AccountId
        ]) {
            wonAmounts.put((Id) won.get('account'), (Decimal) won.get('total'));
        }
        Map<Id, String> ratings = new Map<Id, String>();
        List<Account> changed = new List<Account>();
        for (Id accountId : accountIds) {
            String rating = ratingOf(wonAmounts.get(accountId));
            ratings.put(accountId, rating);
            changed.add(new Account(Id = accountId, Rating = rating));
        }
        update changed;
        return ratings;
    }

    public static String ratingOf(Decimal wonAmount) {
        if (wonAmount == null || wonAmount < WARM_AMOUNT) {
            return 'Cold';
        }
        return wonAmount < HOT_AMOUNT ? 'Warm' : 'Hot';
    }
}
`;

export const accountRestService = `@RestResource(urlMapping='/accounts/*')
global with sharing class AccountRestService {
    global class Summary {
        public String name;
        public String rating;
        public Integer contacts;
    }

    @HttpGet
    global static Summary read() {
        String id = RestContext.request.requestURI.substringAfterLast('/');
        List<Account> found = [SELECT Name, Rating, (SELECT Id FROM Contacts) FROM Account WHERE Id = :id];
        if (found.isEmpty()) {
            RestContext.response.statusCode = 404;
            return null;
        }
        Summary result = new Summary();
        result.name = found[0].Name;
        result.rating = found[0].Rating;
        result.contacts = found[0].Contacts.size();
        return result;
    }

    @HttpPost
    global static String create(String name, String industry) {
        Account created = new Account(Name = name, Industry = industry);
        insert created;
        RestContext.response.statusCode = 201;
        return created.Id;
    }

    @HttpPatch
    global static Map<Id, String> rate() {
        Id id = (Id) RestContext.request.requestURI.substringAfterLast('/');
        return AccountRatingService.rate(new Set<Id>{ id });
    }
}
`;

/** The last method fails: the expected rating is wrong. */
export const accountRatingServiceTest = `@IsTest
private class AccountRatingServiceTest {
    @TestSetup
    static void createAccounts() {
        List<Account> accounts = new List<Account>();
        for (Integer i = 0; i < 200; i++) {
            accounts.add(new Account(Name = 'Account ' + i));
        }
        insert accounts;
        insert new Opportunity(
            Name = 'Won',
            AccountId = accounts[0].Id,
            Amount = 50000,
            StageName = 'Closed Won',
            CloseDate = Date.today()
        );
    }

    @IsTest
    static void ratesByWonAmount() {
        Account first = [SELECT Id FROM Account WHERE Name = 'Account 0'];
        Test.startTest();
        AccountRatingService.rate(new Set<Id>{ first.Id });
        Test.stopTest();
        Assert.areEqual('Warm', [SELECT Rating FROM Account WHERE Id = :first.Id].Rating);
    }

    @IsTest
    static void ratesManyAccountsWithOneQuery() {
        Map<Id, Account> accounts = new Map<Id, Account>([SELECT Id FROM Account]);
        Test.startTest();
        Map<Id, String> ratings = AccountRatingService.rate(accounts.keySet());
        Assert.areEqual(1, Limits.getQueries());
        Assert.areEqual(1, Limits.getDmlStatements());
        Test.stopTest();
        Assert.areEqual(200, ratings.size());
    }

    @IsTest
    static void ratesWithoutWonOpportunities() {
        Assert.areEqual('Warm', AccountRatingService.ratingOf(null), 'This test fails on purpose.');
    }
}
`;
