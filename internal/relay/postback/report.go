package postback

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/relayapi"
)

// Report is what a call says of one conversion, checked for form. Whose click
// it was, and in which currency amounts without one are, its reader decides.
type Report struct {
	ClickID   string
	PromoCode string
	MemberID  string // the partner's id, which may stand for a click
	OrderID   string
	NetworkID string
	Status    string
	Kind      affiliate.ReportKind

	sale, payout, currency string
	minor                  bool
}

// maxField bounds the ids and texts of a report.
const maxField = 128

// Read takes the fields of a conversion from parameters.
func (r Rules) Read(p Params) (Report, error) {
	report := Report{
		ClickID: r.value(p, affiliate.PostbackClickID), PromoCode: r.value(p, affiliate.PostbackPromoCode), MemberID: r.value(p, affiliate.PostbackMemberID),
		OrderID: r.value(p, affiliate.PostbackOrderID), NetworkID: r.value(p, affiliate.PostbackNetworkID), Status: r.value(p, affiliate.PostbackStatus),
		sale: r.value(p, affiliate.PostbackSale), payout: r.value(p, affiliate.PostbackPayout), currency: r.value(p, affiliate.PostbackCurrency),
		minor: r.minor,
	}
	var err error
	if report.Kind, err = r.kind(p, report); err != nil {
		return Report{}, err
	}
	switch {
	case report.ClickID == "" && report.PromoCode == "" && report.MemberID == "":
		return Report{}, fmt.Errorf("the transaction id is missing: send %s with the sid of the click", r.name(affiliate.PostbackClickID))
	case report.sale == "" && report.Kind != affiliate.ReportReversal:
		return Report{}, fmt.Errorf("the sale amount is missing: send %s, such as 12.50", r.name(affiliate.PostbackSale))
	}
	for _, field := range []struct{ name, value string }{
		{"order id", report.OrderID}, {"network id", report.NetworkID}, {"status", report.Status}, {"promo code", report.PromoCode}, {"partner id", report.MemberID},
	} {
		if len(field.value) > maxField {
			return Report{}, fmt.Errorf("the %s has %d characters: %d are allowed", field.name, len(field.value), maxField)
		}
	}
	return report, nil
}

// kind is what the call marks, by its word for it, its status or its sign.
func (r Rules) kind(p Params, report Report) (affiliate.ReportKind, error) {
	if word := r.value(p, affiliate.PostbackKind); word != "" {
		kind, ok := r.preset.Kinds[strings.ToLower(word)]
		if !ok {
			return "", fmt.Errorf("the kind %s is not known: send sale, correction, reversal or restatement", quote(word))
		}
		return kind, nil
	}
	if kind, ok := r.preset.Statuses[strings.ToLower(report.Status)]; ok {
		return kind, nil
	}
	if r.preset.Negative != "" && strings.HasPrefix(report.sale, "-") {
		return r.preset.Negative, nil
	}
	return affiliate.ReportSale, nil
}

// Amounts are the sale amount and the payout, in the report's currency or the
// one given. An amount that was not sent has no text and no minor units.
func (r Report) Amounts(fallback string) (sale, payout relayapi.Money, err error) {
	code := r.currency
	if code == "" {
		code = fallback
	}
	currency, err := money.ParseCurrency(code)
	if err != nil {
		return sale, payout, fmt.Errorf("the currency %s is not known: send a code such as USD", quote(code))
	}
	if sale, err = r.amount("sale amount", r.sale, currency); err != nil {
		return sale, payout, err
	}
	payout, err = r.amount("payout", r.payout, currency)
	return sale, payout, err
}

// amount reads one amount. What is too large for a desktop to take is refused
// here: a success would promise a sale that never shows.
func (r Report) amount(name, text string, currency money.Currency) (relayapi.Money, error) {
	if text == "" {
		return relayapi.Money{Currency: string(currency)}, nil
	}
	read, like := money.Parse, "a plain decimal number: write it like 12.50"
	if r.minor {
		read, like = parseMinor, "a whole number of cents: write 12.50 as 1250"
	}
	a, err := read(text, currency)
	switch {
	case errors.Is(err, money.ErrRange) || err == nil && !a.Sane():
		return relayapi.Money{}, fmt.Errorf("the %s %s is too large", name, quote(text))
	case err != nil:
		return relayapi.Money{}, fmt.Errorf("the %s %s is not %s", name, quote(text), like)
	case text[0] == '-' && r.Kind == affiliate.ReportRestatement:
		return relayapi.Money{}, fmt.Errorf("the %s %s is negative: a restatement says what the sale is now", name, quote(text))
	case text[0] == '-' && r.Kind == affiliate.ReportSale:
		return relayapi.Money{}, fmt.Errorf("the %s %s is negative, and the call marks no correction", name, quote(text))
	}
	return relayapi.Money{Text: text, Minor: a.Minor, Currency: string(currency)}, nil
}

// parseMinor reads whole minor units.
func parseMinor(text string, c money.Currency) (money.Amount, error) {
	digits := strings.TrimPrefix(text, "-")
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return money.Amount{}, money.ErrSyntax
	}
	minor, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return money.Amount{}, money.ErrRange
	}
	return money.New(minor, c), nil
}
