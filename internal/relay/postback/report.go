package postback

import (
	"errors"
	"fmt"

	"linkledger/internal/money"
	"linkledger/internal/relayapi"
)

// Report is what a call says of one conversion, checked for form. Whose click
// it was, and in which currency amounts without one are, its reader decides.
type Report struct {
	ClickID   string
	OrderID   string
	NetworkID string
	Status    string

	sale, payout, currency string
}

// maxField bounds the ids and texts of a report.
const maxField = 128

// Read takes the fields of a conversion from parameters.
func (preset Preset) Read(p Params) (Report, error) {
	r := Report{
		ClickID:   p.first(preset.ClickID),
		OrderID:   p.first(preset.OrderID),
		NetworkID: p.first(preset.NetworkID),
		Status:    p.first(preset.Status),
		sale:      p.first(preset.Sale),
		payout:    p.first(preset.Payout),
		currency:  p.first(preset.Currency),
	}
	switch {
	case r.ClickID == "":
		return Report{}, fmt.Errorf("the transaction id is missing: send %s with the value of the sid of the click", preset.ClickID[0])
	case r.sale == "":
		return Report{}, fmt.Errorf("the sale amount is missing: send %s, such as 12.50", preset.Sale[0])
	}
	for name, value := range map[string]string{"order id": r.OrderID, "network id": r.NetworkID, "status": r.Status} {
		if len(value) > maxField {
			return Report{}, fmt.Errorf("the %s has %d characters: %d are allowed", name, len(value), maxField)
		}
	}
	return r, nil
}

// Amounts are the sale amount and the payout, in the report's currency or the
// one given. A payout that was not sent has no text and no minor units.
func (r Report) Amounts(fallback string) (sale, payout relayapi.Money, err error) {
	code := r.currency
	if code == "" {
		code = fallback
	}
	currency, err := money.ParseCurrency(code)
	if err != nil {
		return sale, payout, fmt.Errorf("the currency %s is not known: send a code such as USD", quote(code))
	}
	if sale, err = amount("sale amount", r.sale, currency); err != nil {
		return sale, payout, err
	}
	payout = relayapi.Money{Currency: string(currency)}
	if r.payout != "" {
		payout, err = amount("payout", r.payout, currency)
	}
	return sale, payout, err
}

// amount reads one amount. What is too large for a desktop to take is refused
// here: a success would promise a sale that never shows.
func amount(name, text string, currency money.Currency) (relayapi.Money, error) {
	a, err := money.Parse(text, currency)
	switch {
	case errors.Is(err, money.ErrRange) || err == nil && !a.Sane():
		return relayapi.Money{}, fmt.Errorf("the %s %s is too large", name, quote(text))
	case err != nil:
		return relayapi.Money{}, fmt.Errorf("the %s %s is not a plain decimal number: write it like 12.50", name, quote(text))
	case text[0] == '-':
		return relayapi.Money{}, fmt.Errorf("the %s %s is negative: this offer's postbacks mark no corrections", name, quote(text))
	}
	return relayapi.Money{Text: text, Minor: a.Minor, Currency: string(currency)}, nil
}
