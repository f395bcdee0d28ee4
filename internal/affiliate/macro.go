package affiliate

import (
	"net/url"
	"strconv"
	"time"
)

// A Macro is a name that an offer URL may hold in braces; the redirect puts
// its value there.
type Macro struct {
	Name    string
	Meaning string // what a person reads of it
	Source  string // whose spelling it is, and where it is documented

	// request says that whoever follows a link chooses the value, variable that
	// it is a public value of the link's member.
	request, variable bool
	longest           int // bytes of a value, before it is percent-encoded
	value             func(*MacroValues) string
}

// MacroValues fill the macros of an offer URL.
type MacroValues struct {
	ClickID  ClickID
	MemberID string
	OfferID  string
	Time     time.Time  // of the click, in the workspace's time zone
	Random   uint64     // for {ran}
	Query    url.Values // of the member link as it was followed

	Values      map[string]string // of the member variables, by macro name
	LandingPage string            // the page to land on, with its own macros filled; only in destinations
}

// MaxVariable bounds a member variable's value, in bytes of UTF-8.
const MaxVariable = 120

// MacroLandingPage is the macro that a destination has where a page can be
// chosen.
const MacroLandingPage = "landing_page"

// maxRequestValue bounds what a followed link can put into a destination.
const maxRequestValue = 64

const (
	ours   = "Linkledger"
	aspire = "Aspire, Adding UTMs (help.aspireiq.com 10827401)"
	tune   = "TUNE, Passing Information via Offer URL (support.tune.com)"
)

// Macros are all macros, in the order in which screens list them. Those of
// TUNE that are missing would give away what the relay must not know or pass
// on (names, addresses, devices), or mean things that this product has not.
var Macros = []Macro{
	{Name: "click_id", Meaning: "Names the click. CJ hands it back as transaction id.", Source: ours, longest: ClickIDLength, value: clickID},
	{Name: "transaction_id", Meaning: "The same as {click_id}.", Source: tune, longest: ClickIDLength, value: clickID},
	{Name: "member_id", Meaning: "The member. Opaque; no name is in it.", Source: ours, longest: 64, value: memberID},
	{Name: "affiliate_id", Meaning: "The same as {member_id}.", Source: tune, longest: 64, value: memberID},
	{Name: "offer_id", Meaning: "The offer. Opaque.", Source: tune, longest: 64, value: func(v *MacroValues) string { return v.OfferID }},
	{Name: "date", Meaning: "The day of the click, such as 2026-11-22, in your time zone.", Source: tune, longest: 10, value: timeAs(time.DateOnly)},
	{Name: "time", Meaning: "The time of the click, such as 18:05:59, in your time zone.", Source: tune, longest: 8, value: timeAs(time.TimeOnly)},
	{Name: "datetime", Meaning: "Day and time of the click, in your time zone.", Source: tune, longest: 19, value: timeAs(time.DateTime)},
	{Name: "ran", Meaning: "A number that differs each time, against caches.", Source: tune, longest: 20, value: func(v *MacroValues) string { return strconv.FormatUint(v.Random, 10) }},
	ofMember("creator_name", "The member's name."),
	ofMember("creator_ig_username", "The member's name at Instagram."),
	ofMember("creator_tiktok_username", "The member's name at TikTok."),
	ofMember("project_name", "The member's group."),
	ofMember("link_offer_name", "The offer's name."),
	{Name: MacroLandingPage, Meaning: "The page to land on, percent-encoded. For the offer URL alone.", Source: ours, value: func(v *MacroValues) string { return v.LandingPage }},
	fromQuery("source", "What a link carries as ?source=…"),
	fromQuery("aff_sub", "What a link carries as ?aff_sub=…"),
	fromQuery("aff_sub2", "What a link carries as ?aff_sub2=…"),
	fromQuery("aff_sub3", "What a link carries as ?aff_sub3=…"),
	fromQuery("aff_sub4", "What a link carries as ?aff_sub4=…"),
	fromQuery("aff_sub5", "What a link carries as ?aff_sub5=…"),
	fromQuery("aff_click_id", "A click id of the member's own, as ?aff_click_id=…"),
}

func fromQuery(name, meaning string) Macro {
	return Macro{Name: name, Meaning: meaning, Source: tune, request: true, longest: maxRequestValue, value: func(v *MacroValues) string {
		return cutText(v.Query.Get(name), maxRequestValue)
	}}
}

func ofMember(name, meaning string) Macro {
	return Macro{Name: name, Meaning: meaning, Source: aspire, variable: true, longest: MaxVariable, value: func(v *MacroValues) string {
		return cutText(v.Values[name], MaxVariable)
	}}
}

// free reports whether a value is not ours to shape: it may be any text, so it
// stands where it can't lead elsewhere.
func (m *Macro) free() bool { return m.request || m.variable }

func clickID(v *MacroValues) string  { return string(v.ClickID) }
func memberID(v *MacroValues) string { return v.MemberID }

func timeAs(form string) func(*MacroValues) string {
	return func(v *MacroValues) string { return v.Time.Format(form) }
}

func macroNamed(name string) (*Macro, bool) {
	for i := range Macros {
		if Macros[i].Name == name {
			return &Macros[i], true
		}
	}
	return nil, false
}
