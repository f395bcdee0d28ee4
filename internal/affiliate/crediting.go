package affiliate

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"
)

// Crediting is what of an offer decides which sales earn. Each of its facts
// counts for sales from the day on which it was changed: earlier ones keep what
// they were made under.
type Crediting struct {
	EndsOn     string
	WindowDays int
	ByCode     bool     // an active promo code offer
	Codes      []string // that it is about; empty is any
}

// Crediting is the offer's.
func (o Offer) Crediting() Crediting {
	c := Crediting{EndsOn: o.EndsOn, WindowDays: o.WindowDays}
	if o.Type == OfferCode {
		c.ByCode, c.Codes = o.Status == Active, o.Codes
	}
	return c
}

// CreditingFacts are the facts that a Crediting is kept as, each dated by itself.
func CreditingFacts() []DatedFact {
	return []DatedFact{FactOfferEnd, FactOfferWindow, FactOfferByCode, FactOfferCodes}
}

// CreditingSet are those of the facts that a change of an offer sets.
func CreditingSet(c Change) (set []DatedFact, err error) {
	fields := map[DatedFact][]string{FactOfferEnd: {"ends_on"}, FactOfferWindow: {"window_days"},
		FactOfferByCode: {"type", "status"}, FactOfferCodes: {"type", "promo_codes"}}
	var named map[string]json.RawMessage
	if err := json.Unmarshal(c.Set, &named); err != nil {
		return nil, err
	}
	for _, what := range CreditingFacts() {
		for name := range named {
			if !slices.Contains(set, what) && slices.ContainsFunc(fields[what], func(field string) bool { return strings.EqualFold(name, field) }) {
				set = append(set, what)
			}
		}
	}
	return set, nil
}

// Fact is one of the facts as it is kept; empty where there is nothing.
func (c Crediting) Fact(what DatedFact) (string, error) {
	var value any
	switch {
	case what == FactOfferEnd:
		return c.EndsOn, nil
	case what == FactOfferWindow && c.WindowDays != 0:
		value = c.WindowDays
	case what == FactOfferByCode && c.ByCode:
		value = c.ByCode
	case what == FactOfferCodes && len(c.Codes) > 0:
		value = c.Codes
	default:
		return "", nil
	}
	text, err := json.Marshal(value)
	return string(text), err
}

// DatedCrediting is what an offer credits over time: each fact's values, the
// last first.
type DatedCrediting map[DatedFact][]Dated

// On is what the offer credits on a day.
func (d DatedCrediting) On(day string) (c Crediting, err error) {
	c.EndsOn = d.on(FactOfferEnd, day)
	for _, fact := range []struct {
		what DatedFact
		to   any
	}{{FactOfferWindow, &c.WindowDays}, {FactOfferByCode, &c.ByCode}, {FactOfferCodes, &c.Codes}} {
		if value := d.on(fact.what, day); value != "" {
			err = errors.Join(err, json.Unmarshal([]byte(value), fact.to))
		}
	}
	return c, err
}

func (d DatedCrediting) on(what DatedFact, day string) string {
	for _, fact := range d[what] {
		if fact.Since <= day {
			return fact.Value
		}
	}
	return ""
}

// Ended is the offer's last day where that is over on a day.
func (c Crediting) Ended(day string) string {
	if c.EndsOn != "" && day > c.EndsOn {
		return c.EndsOn
	}
	return ""
}

// Takes reports how surely a promo code offer is about one of an order's codes:
// 2 where it names the code, 1 where it takes any, 0 where it does not.
func (c Crediting) Takes(codes []string) int {
	switch {
	case !c.ByCode || len(codes) == 0:
		return 0
	case len(c.Codes) == 0:
		return 1
	case slices.ContainsFunc(codes, func(code string) bool { return slices.Contains(c.Codes, code) }):
		return 2
	}
	return 0
}

// TooOld reports whether a sale day is later than a click's day lets it earn.
// Without a window, or of days that can't be read, it never is.
func (c Crediting) TooOld(clickedOn, saleDay string) bool {
	clicked, err := time.Parse(dayLayout, clickedOn)
	return c.WindowDays > 0 && err == nil && saleDay > clicked.AddDate(0, 0, c.WindowDays).Format(dayLayout)
}
