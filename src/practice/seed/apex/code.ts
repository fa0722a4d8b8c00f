// The sample classes and the sample trigger of a new org.
import { accountRatingService, accountRatingServiceTest, accountRestService } from './accounts';
import { campaignTrigger, campaignTriggerHandler, campaignTriggerTest } from './campaign';
import { priceCalculator, priceCalculatorTest } from './prices';

export const sampleClasses: Readonly<Record<string, string>> = {
  AccountRatingService: accountRatingService,
  AccountRatingServiceTest: accountRatingServiceTest,
  AccountRestService: accountRestService,
  CampaignTriggerHandler: campaignTriggerHandler,
  CampaignTriggerTest: campaignTriggerTest,
  PriceCalculator: priceCalculator,
  PriceCalculatorTest: priceCalculatorTest,
};

export const sampleTriggers: Readonly<Record<string, { readonly object: string; readonly body: string }>> = {
  CampaignTrigger: { object: 'Campaign', body: campaignTrigger },
};
