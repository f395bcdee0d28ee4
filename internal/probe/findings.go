package probe

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"

	"linkledger/internal/money"
)

// Code names a finding; codes are kept with results, so they don't change.
type Code string

// The findings: every way in which the chain can be broken.
const (
	CodeStopped              Code = "stopped"
	CodeNoLink               Code = "no_link"
	CodeNotMarkedTest        Code = "not_marked_test"
	CodeRelayUnreachable     Code = "relay_unreachable"
	CodeRelaySilent          Code = "relay_silent"
	CodeLinkUnknown          Code = "link_unknown"
	CodeClickNotLogged       Code = "click_not_logged"
	CodeTooManyHops          Code = "too_many_hops"
	CodeBlockedHop           Code = "blocked_hop"
	CodeBrokenHop            Code = "broken_hop"
	CodeClickIDNotSent       Code = "click_id_not_sent"
	CodePageBroken           Code = "page_broken"
	CodeQueryStripped        Code = "query_stripped"
	CodeNoCJEvent            Code = "no_cjevent"
	CodeUTMsLost             Code = "utms_lost"
	CodeNoOrder              Code = "no_order"
	CodeNoCookie             Code = "no_cookie"
	CodeNoCommission         Code = "no_commission"
	CodeCJSilent             Code = "cj_silent"
	CodeNoShopperID          Code = "no_shopper_id"
	CodeWrongShopperID       Code = "wrong_shopper_id"
	CodeNoPostback           Code = "no_postback"
	CodePostbackToken        Code = "postback_token"
	CodePostbackMacros       Code = "postback_macros"
	CodePostbackAmount       Code = "postback_amount"
	CodePostbackUnknownClick Code = "postback_unknown_click"
	CodePostbackRefused      Code = "postback_refused"
	CodeNotSynced            Code = "not_synced"
	CodeWrongUnit            Code = "wrong_unit"
	CodeAmountDiffers        Code = "amount_differs"
)

// verdict is how a step ended.
type verdict struct {
	state         State
	code          Code
	finding, hint string
}

func pass() verdict { return verdict{state: Passed} }

func skip(why string) verdict { return verdict{state: Skipped, hint: why} }

func fail(code Code, finding, hint string) verdict { return verdict{Failed, code, finding, hint} }

func stopped() verdict {
	return fail(CodeStopped, "The check was stopped.", "Run it again when you like; nothing needs to be cleaned up.")
}

func noLink(err error) verdict {
	return fail(CodeNoLink, fmt.Sprintf("No test link could be made: %v.", err),
		"Check that the offer is active and that the relay is connected under Settings.")
}

func notMarkedTest(what string) verdict {
	return fail(CodeNotMarkedTest, "The "+what+" is not marked as test, so it would count in figures and payments.",
		"Reject its conversion by hand, and report this: it should not happen.")
}

func relayUnreachable(err error) verdict {
	return fail(CodeRelayUnreachable, fmt.Sprintf("The link doesn't open: %v.", err),
		"Check that the relay is running, that its domain points to it and that its certificate is valid.")
}

func relaySilent(err error) verdict {
	return fail(CodeRelaySilent, fmt.Sprintf("The relay can't be asked: %v.", err),
		"Check the connection to the relay under Settings, then run the check again.")
}

func linkUnknown(status int) verdict {
	return fail(CodeLinkUnknown, fmt.Sprintf("The relay answered %d %s instead of a redirect.", status, http.StatusText(status)),
		"A new link goes live on sync, and a paused one shows a page: sync, check the link's status and run the check again.")
}

func clickNotLogged() verdict {
	return fail(CodeClickNotLogged, "The relay redirected the click but logged none.",
		"Look at the relay's health page and its disk: clicks wait in a file when its storage is down, and appear once it is back.")
}

func tooManyHops() verdict {
	return fail(CodeTooManyHops, "The link is redirected more than 10 times; browsers give up on such links.",
		"Look at the hops for one that repeats: most often the brand's site sends visitors back and forth between two addresses.")
}

func blockedHop(number int, err error) verdict {
	return fail(CodeBlockedHop, fmt.Sprintf("Hop %d leads away from the public internet (%v).", number, err),
		"Shoppers can't go there: correct the Offer URL, or the redirect on the brand's site that leads there.")
}

func brokenHop(number int, err error) verdict {
	return fail(CodeBrokenHop, fmt.Sprintf("Hop %d can't be followed: %v.", number, err),
		"If the address looks right, try it in a browser: the host may be down, or its certificate out of date.")
}

func clickIDNotSent(to string) verdict {
	return fail(CodeClickIDNotSent, "The relay sent the click on without its click id: "+to+".",
		"Put sid={click_id} into the CJ link in the Offer URL; without it no sale can be traced to a member.")
}

func pageBroken(status int) verdict {
	return fail(CodePageBroken, fmt.Sprintf("The product page answered %d %s.", status, http.StatusText(status)),
		"Check the page's address in the Offer URL: the product may have been moved or sold out.")
}

func noClickParam(lostAt int) verdict {
	if lostAt == 0 {
		return fail(CodeNoCJEvent, "CJ added no cjevent to the product page's address, so the shop can't trace the sale to a click.",
			"Check that the Offer URL is a CJ click link of a programme that has accepted your publisher account.")
	}
	return fail(CodeQueryStripped, fmt.Sprintf("cjevent was lost at hop %d: that address got it, and its redirect dropped the query.", lostAt),
		"Ask the brand's web team to keep the query string in that redirect, or link to the address where it leads.")
}

func utmsLost(wrong []string, lostAt int) verdict {
	finding := "UTMs didn't arrive: " + strings.Join(wrong, "; ")
	if lostAt > 0 {
		return fail(CodeUTMsLost, finding+fmt.Sprintf(" (lost at hop %d, whose redirect dropped the query).", lostAt),
			"Ask the brand's web team to keep the query string in that redirect.")
	}
	return fail(CodeUTMsLost, finding+".",
		"UTMs belong on the product page's address inside the CJ link's url=, not on the CJ link itself: enter them in the offer.")
}

func noOrder(why string) verdict {
	return fail(CodeNoOrder, "No purchase was placed: "+why+".", "Try the checkout in a browser, from the product page that the link led to.")
}

func noCommissionNoCookie(orderID string) verdict {
	return fail(CodeNoCookie, fmt.Sprintf("CJ has no commission for order %s, and the shop kept no cje cookie.", orderID),
		"The brand's server must set the cookie cje from cjevent on every landing page (see docs.cj.com, HTTP cookie); without it the order has no click.")
}

func noCommission(orderID string) verdict {
	return fail(CodeNoCommission, fmt.Sprintf("CJ has no commission for order %s.", orderID),
		"Most often the shop's server-to-server call to CJ is missing or lacks CJEVENT: ask the brand's web team to look for this order in its log. Some brands report once a day: then run the check again tomorrow.")
}

func cjSilent(err error) verdict {
	return fail(CodeCJSilent, fmt.Sprintf("CJ can't be asked: %v.", err), "Check the CJ account under Settings, then run the check again.")
}

func noShopperID() verdict {
	return fail(CodeNoShopperID, "CJ has the commission, but with no shopper id.",
		"The sid was lost on the way to CJ: check the CJ link in the Offer URL, and that the token is of the publisher account, since an advertiser's shows no shopper ids.")
}

func wrongShopperID(got, want string) verdict {
	return fail(CodeWrongShopperID, fmt.Sprintf("CJ has the commission with shopper id %q instead of our click id %q.", got, want),
		"Another sid was on the CJ link: check the Offer URL for a second sid, and that nothing between relay and CJ rewrites it. This sale is credited to nobody.")
}

func noPostback() verdict {
	return fail(CodeNoPostback, "CJ's postback never reached the relay.",
		"Send the offer's postback URL to your CJ account manager and ask that it fires on each sale. A wrong address or token in it would look the same. Sales still arrive through CJ's reports, only later.")
}

var (
	aboutToken   = regexp.MustCompile(`(?i)token|unauthor`)
	aboutMacros  = regexp.MustCompile(`(?i)macro|placeholder`)
	anyMacro     = regexp.MustCompile(`(?i)(\{|\[|<|%7b|%5b|%3c)[a-z0-9_ ]+(\}|\]|>|%7d|%5d|%3e)|!!!|%%|%25%25`)
	aboutAmount  = regexp.MustCompile(`(?i)amount|payout|number|currency`)
	aboutUnknown = regexp.MustCompile(`(?i)transaction|click`)
)

// postbackRefused sorts a refusal by what the relay replied.
func postbackRefused(p Postback) verdict {
	said := fmt.Sprintf(" (the relay replied: %s)", strings.TrimSpace(p.Reply))
	const ask = "Send the offer's postback URL to your CJ account manager again"
	switch {
	case aboutToken.MatchString(p.Reply):
		return fail(CodePostbackToken, "The postback came with a wrong token"+said+".", ask+": it was pasted wrongly, or its token was rotated since.")
	case aboutMacros.MatchString(p.Reply) || anyMacro.MatchString(p.Query):
		return fail(CodePostbackMacros, "The postback came with placeholders instead of values"+said+".",
			ask+", and ask that CJ fill in its own names for sid, sale amount and commission.")
	case aboutAmount.MatchString(p.Reply):
		return fail(CodePostbackAmount, "The postback came with an amount that can't be read"+said+".",
			"Ask your CJ account manager to send amounts as plain numbers such as 49.90.")
	case aboutUnknown.MatchString(p.Reply):
		return fail(CodePostbackUnknownClick, "The postback came without our click id"+said+".",
			"Ask your CJ account manager to send the sid as the transaction id.")
	default:
		return fail(CodePostbackRefused, "The relay refused the postback"+said+".", "The reply says why: pass it on to your CJ account manager.")
	}
}

func notSynced(why string) verdict {
	if why == "" {
		why = "the relay has the sale, and this computer has not"
	}
	return fail(CodeNotSynced, "The conversion isn't on this computer: "+why+".", "Press sync; if it stays away, the sync chip says what is wrong.")
}

func amountDiffers(by string, got, want money.Amount) verdict {
	if got.Currency == want.Currency && (got.Minor == 100*want.Minor || want.Minor == 100*got.Minor) {
		return fail(CodeWrongUnit, fmt.Sprintf("%s reports %s for an order of %s: 100 times off, so cents and whole units were mixed up.", by, got, want),
			"Ask your CJ account manager to send amounts in whole units with a decimal point: 49.90, not 4990.")
	}
	return fail(CodeAmountDiffers, fmt.Sprintf("%s reports %s for an order of %s.", by, got, want),
		"A discount, tax or shipping may be counted differently: compare with the order in the shop, and ask the brand what it reports to CJ.")
}
