package affiliate

import (
	"encoding/json"
	"slices"
	"time"
)

// Crediting is what of an offer decides which sales earn. A change counts for
// sales from its day on: earlier ones keep what they were made under.
type Crediting struct {
	EndsOn     string   `json:"ends_on,omitempty"`
	WindowDays int      `json:"window_days,omitempty"`
	ByCode     bool     `json:"by_code,omitempty"` // an active promo code offer
	Codes      []string `json:"codes,omitempty"`   // that it is about; empty is any
}

// Crediting is the offer's.
func (o Offer) Crediting() Crediting {
	c := Crediting{EndsOn: o.EndsOn, WindowDays: o.WindowDays, ByCode: o.Type == OfferCode && o.Status == Active}
	if c.ByCode {
		c.Codes = o.Codes
	}
	return c
}

// Text is how it is kept.
func (c Crediting) Text() (string, error) {
	text, err := json.Marshal(c)
	return string(text), err
}

// ParseCrediting reads what Text wrote.
func ParseCrediting(text string) (c Crediting, err error) {
	return c, json.Unmarshal([]byte(text), &c)
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
