package affiliate

import (
	"slices"
	"time"
)

// TokenUntil is an earlier postback token that still opens the door.
type TokenUntil struct {
	Token string `json:"token"`
	Until string `json:"until"` // last day, YYYY-MM-DD in the workspace's time zone
}

// MaxPostbackTokens is how many tokens of an offer open the door at a time, the
// present one included.
const MaxPostbackTokens = 4

// LivingTokens are the earlier tokens whose day is not over on a day.
func (o Offer) LivingTokens(day string) []TokenUntil {
	return slices.DeleteFunc(append([]TokenUntil{}, o.PostbackTokens...), func(t TokenUntil) bool { return t.Until < day })
}

// HasLinks reports whether members promote the offer by links.
func (o Offer) HasLinks() bool { return o.Type != OfferCode }

// StatusOn is how the offer stands on a day: its status, or Expired for an
// active one whose last day is over.
func (o Offer) StatusOn(day string) string {
	if o.Status == Active && o.EndedOn(day) {
		return Expired
	}
	return o.Status
}

// EndedOn reports whether the offer's last day is over on a day.
func (o Offer) EndedOn(day string) bool { return o.EndsOn != "" && day > o.EndsOn }

// EndsAt is the instant at which the last day is over; zero for an offer
// without an end.
func (o Offer) EndsAt(zone *time.Location) time.Time {
	last, err := time.ParseInLocation(dayLayout, o.EndsOn, zone)
	if err != nil {
		return time.Time{}
	}
	return time.Date(last.Year(), last.Month(), last.Day()+1, 0, 0, 0, 0, zone)
}

// Tokens are the postback tokens that open the door until they are taken away,
// the present one first.
func (o Offer) Tokens() []string {
	tokens := []string{}
	if o.PostbackToken != "" {
		tokens = append(tokens, o.PostbackToken)
	}
	for _, earlier := range o.PostbackTokens {
		if !slices.Contains(tokens, earlier.Token) {
			tokens = append(tokens, earlier.Token)
		}
	}
	return tokens[:min(len(tokens), MaxPostbackTokens)]
}

// Uses names the macros of member variables in the offer's templates, in the
// order of Macros: a link must publish their values for them to be filled.
func (o Offer) Uses() (names []string) {
	for i := range Macros {
		m := &Macros[i]
		if m.variable && slices.ContainsFunc([]string{o.Destination, o.Landing, o.LandingQuery, o.FallbackURL}, func(text string) bool {
			return holdsMacro(text, m.Name)
		}) {
			names = append(names, m.Name)
		}
	}
	return names
}
