// A sample class of which the tests cover only a part.
export const priceCalculator = `public with sharing class PriceCalculator {
    public enum CustomerKind { RETAIL, WHOLESALE, PARTNER }

    private final CustomerKind kind;

    public PriceCalculator(CustomerKind kind) {
        this.kind = kind;
    }

    public Decimal discounted(Decimal price, Integer quantity) {
        if (price == null || quantity == null) {
            throw new PriceException('A price needs an amount and a quantity.');
        }
        Decimal rate = rateOf(quantity);
        return (price * quantity * (1 - rate)).setScale(2);
    }

    private Decimal rateOf(Integer quantity) {
        switch on kind {
            when WHOLESALE {
                return quantity >= 100 ? 0.15 : 0.1;
            }
            when PARTNER {
                Decimal rate = 0.2;
                if (quantity >= 100) {
                    rate += 0.05;
                }
                return rate;
            }
            when else {
                return 0;
            }
        }
    }

    public class PriceException extends Exception {}
}
`;

export const priceCalculatorTest = `@IsTest
private class PriceCalculatorTest {
    @IsTest
    static void givesNoDiscountToRetailCustomers() {
        PriceCalculator calculator = new PriceCalculator(PriceCalculator.CustomerKind.RETAIL);
        Assert.areEqual(19.98, calculator.discounted(9.99, 2));
    }
}
`;
