package earnings

import (
	"encoding/json"
	"fmt"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// Computed is what a member earned on a conversion.
type Computed struct {
	Amount      money.Amount
	RuleID      affiliate.RuleID
	RuleVersion int
	Inputs      string // JSON of what went in
	Explanation string // one readable paragraph
}

// oldInputs are kept with each earning, so that it can be worked out again.
type oldInputs struct {
	Sale     string `json:"sale"`
	Currency string `json:"currency"`
	SaleDay  string `json:"sale_day"`
	Status   string `json:"status"`
	Source   string `json:"source"` // "postback" or "cj"
}

// Compute works out what a conversion earns its member. Test purchases, sales
// without a known member, and rejected, unresolved or reversed ones earn
// nothing. An error means that an amount does not fit, or that the rule is one
// that this version can't apply.
func Compute(c affiliate.Conversion, rules []affiliate.Rule, who Subject) (Computed, error) {
	none := money.New(0, c.Sale.Currency)
	in := oldInputs{Sale: c.Sale.Text(), Currency: string(c.Sale.Currency), SaleDay: c.SaleDay, Status: string(c.Status), Source: source(c)}
	raw, err := json.Marshal(in)
	if err != nil {
		return Computed{}, err
	}
	result := Computed{Amount: none, Inputs: string(raw)}
	switch {
	case c.Test:
		result.Explanation = "A test purchase earns nothing."
		return result, nil
	case !c.Attributed():
		result.Explanation = "No member's link is known for this sale, so nobody earns on it."
		return result, nil
	case c.Status == affiliate.StatusUnresolved:
		result.Explanation = "It is not clear yet which sale this is, so it earns nothing until CJ's row tells."
		return result, nil
	}
	rule, found := Pick(rules, who, c.SaleDay)
	if !found {
		result.Explanation = fmt.Sprintf("No payout rule of the offer was in force on %s, so the sale earns nothing.", c.SaleDay)
		return result, nil
	}
	result.RuleID, result.RuleVersion = rule.ID, rule.Version
	amount, how, err := apply(rule, c)
	if err != nil {
		return Computed{}, fmt.Errorf("work out the payout of conversion %s: %w", c.ID, err)
	}
	by := fmt.Sprintf("The rule is the %s's (version %d): %s.", rule.Level, rule.Version, rule.Words())
	switch c.Status {
	case affiliate.StatusRejected:
		result.Explanation = "The conversion was rejected, so it earns nothing. " + by
		return result, nil
	case affiliate.StatusReversed:
		result.Explanation = "CJ reversed the sale, so it earns nothing. " + by
		return result, nil
	}
	result.Explanation = how + " " + by
	result.Amount = amount
	return result, nil
}

func apply(rule affiliate.Rule, c affiliate.Conversion) (amount money.Amount, how string, err error) {
	switch rule.Option {
	case affiliate.PayoutPercent:
		return percentOf(rule, c)
	case affiliate.PayoutFlat:
		currency, err := money.ParseCurrency(rule.Currency)
		if err != nil {
			return money.Amount{}, "", err
		}
		flat := money.New(rule.FlatMinor, currency)
		return flat, fmt.Sprintf("The conversion of %s earns %s, whatever the sale amount.", c.SaleDay, flat), nil
	}
	return money.Amount{}, "", fmt.Errorf("the payout option %q is not known to this version: update Linkledger", rule.Option)
}

func percentOf(rule affiliate.Rule, c affiliate.Conversion) (amount money.Amount, how string, err error) {
	rate, err := money.ParseDecimal(rule.Percent)
	if err != nil {
		return money.Amount{}, "", err
	}
	amount, err = c.Sale.Percent(rate)
	if err != nil {
		return money.Amount{}, "", err
	}
	return amount, fmt.Sprintf("%s %% of the sale amount of %s on %s, as %s, is %s.",
		rule.Percent, c.Sale, c.SaleDay, reporter(c), amount), nil
}

func source(c affiliate.Conversion) string {
	if c.ActionID != "" {
		return "cj"
	}
	return "postback"
}

func reporter(c affiliate.Conversion) string {
	if c.ActionID != "" {
		return "CJ's ledger has it"
	}
	return "the postback reported it"
}
