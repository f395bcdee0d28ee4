package desktop

import (
	"fmt"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// parseAmount reads what a person typed as an amount of a currency. More
// decimals than the currency has are refused: a person's figure is not rounded.
func parseAmount(name, text string, c money.Currency) (money.Amount, error) {
	example := money.New(12_000, c)
	typed, err := money.ParseDecimal(clean(text))
	if err != nil {
		return money.Amount{}, field(name, fmt.Sprintf("Enter an amount such as %s.", example.Text()))
	}
	amount, err := money.FromDecimal(typed, c)
	if err != nil {
		return money.Amount{}, field(name, affiliate.TooMuch(c))
	}
	if !amount.Decimal().Equal(typed) {
		return money.Amount{}, field(name, fmt.Sprintf("%s has %d decimals: enter an amount such as %s.", c, c.Digits(), example.Text()))
	}
	return amount, nil
}
