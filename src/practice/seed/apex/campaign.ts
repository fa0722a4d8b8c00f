// The sample trigger and its handler.
export const campaignTrigger = `trigger CampaignTrigger on Campaign (before insert, before update) {
    CampaignTriggerHandler.checkDates(Trigger.new);
}
`;

/** Conferences without a start date end in an exception: a mistake to find with the debug log or a failed row. */
export const campaignTriggerHandler = `public with sharing class CampaignTriggerHandler {
    private static final Integer MAX_CONFERENCE_DAYS = 5;

    public static void checkDates(List<Campaign> campaigns) {
        for (Campaign one : campaigns) {
            if (one.EndDate < one.StartDate) {
                one.EndDate.addError('The end date must not be before the start date.');
            }
            if (one.Type == 'Conference') {
                checkLength(one);
            }
        }
    }

    private static void checkLength(Campaign one) {
        Integer days = one.StartDate.daysBetween(one.EndDate);
        if (days > MAX_CONFERENCE_DAYS) {
            one.addError('A conference must not last longer than ' + MAX_CONFERENCE_DAYS + ' days.');
        }
    }
}
`;

export const campaignTriggerTest = `@IsTest
private class CampaignTriggerTest {
    @IsTest
    static void acceptsCampaignOfOneDay() {
        Campaign one = new Campaign(Name = 'Fair', StartDate = Date.newInstance(2026, 5, 4), EndDate = Date.newInstance(2026, 5, 4));
        insert one;
        Assert.areEqual(1, [SELECT COUNT() FROM Campaign], 'Only the campaign of the test is visible.');
    }

    @IsTest
    static void rejectsEndBeforeStart() {
        Campaign one = new Campaign(Name = 'Fair', StartDate = Date.newInstance(2026, 5, 4), EndDate = Date.newInstance(2026, 5, 1));
        Database.SaveResult result = Database.insert(one, false);
        Assert.isFalse(result.isSuccess());
        Assert.areEqual('The end date must not be before the start date.', result.getErrors()[0].getMessage());
    }

    @IsTest
    static void rejectsLongConference() {
        Campaign one = new Campaign(
            Name = 'Congress',
            Type = 'Conference',
            StartDate = Date.newInstance(2026, 5, 4),
            EndDate = Date.newInstance(2026, 5, 20)
        );
        try {
            insert one;
            Assert.fail('The trigger must reject the campaign.');
        } catch (DmlException error) {
            Assert.isTrue(error.getMessage().contains('longer than 5 days'));
        }
    }
}
`;
