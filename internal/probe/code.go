package probe

import "slices"

// Code names a finding; codes are kept with results, so they don't change.
type Code string

// The findings on the way from the link to the product page.
const (
	CodeNoLink             Code = "no_link"
	CodeNotMarkedTest      Code = "not_marked_test"
	CodeRelayUnreachable   Code = "relay_unreachable"
	CodeRelaySilent        Code = "relay_silent"
	CodeLinkUnknown        Code = "link_unknown"
	CodeLinkPaused         Code = "link_paused"
	CodeFallbackHit        Code = "fallback_hit"
	CodeClickNotLogged     Code = "click_not_logged"
	CodeClickRejected      Code = "click_rejected"
	CodeTooManyHops        Code = "too_many_hops"
	CodeRedirectLoop       Code = "redirect_loop"
	CodeBlockedHop         Code = "blocked_hop"
	CodeBadCertificate     Code = "bad_certificate"
	CodeBrokenHop          Code = "broken_hop"
	CodeClickIDNotSent     Code = "click_id_not_sent"
	CodePageBroken         Code = "page_broken"
	CodeSoftNotFound       Code = "soft_not_found"
	CodeMaskedLink         Code = "masked_link"
	CodeQueryStripped      Code = "query_stripped"
	CodeNoCJEvent          Code = "no_cjevent"
	CodeClickIDOverwritten Code = "cjevent_overwritten"
	CodeUTMsLost           Code = "utms_lost"
	CodeUTMsOverwritten    Code = "utms_overwritten"
)

// The findings on the purchase, and on what CJ and the relay have of it.
const (
	CodeNoOrder              Code = "no_order"
	CodeNoCookie             Code = "no_cookie"
	CodeNoCommission         Code = "no_commission"
	CodeNotThroughLink       Code = "not_through_link"
	CodeUnreadRow            Code = "unread_row"
	CodeCJToken              Code = "cj_token"
	CodeCJSilent             Code = "cj_silent"
	CodeCJUnexpected         Code = "cj_unexpected"
	CodeNoShopperID          Code = "no_shopper_id"
	CodeWrongShopperID       Code = "wrong_shopper_id"
	CodeNoPostback           Code = "no_postback"
	CodePostbackToken        Code = "postback_token"
	CodePostbackOldToken     Code = "postback_old_token"
	CodePostbackOtherOffer   Code = "postback_other_offer"
	CodePostbackMacros       Code = "postback_macros"
	CodePostbackNoAmount     Code = "postback_no_amount"
	CodePostbackAmount       Code = "postback_amount"
	CodePostbackUnknownClick Code = "postback_unknown_click"
	CodePostbackRefused      Code = "postback_refused"
	CodePostbackTwice        Code = "postback_twice"
	CodePostbackLate         Code = "postback_late"
)

// The findings on this computer's books.
const (
	CodeNotSynced       Code = "not_synced"
	CodeCountedTwice    Code = "counted_twice"
	CodeWrongUnit       Code = "wrong_unit"
	CodeCurrencyDiffers Code = "currency_differs"
	CodeAmountDiffers   Code = "amount_differs"
	CodePayoutDiffers   Code = "payout_differs"
	CodeRateDiffers     Code = "rate_differs"
	CodeNoRule          Code = "no_rule"
	CodePaysMore        Code = "pays_more_than_cj"
	CodeDeclined        Code = "declined"
	CodeUndecided       Code = "undecided"
)

// unasked reports whether a finding only says that somebody could not be asked,
// or this computer not be brought up to date: asking again later may tell.
func (c Code) unasked() bool {
	switch c {
	case CodeRelaySilent, CodeCJToken, CodeCJSilent, CodeCJUnexpected, CodeNotSynced:
		return true
	}
	return false
}

// aboutCJ reports whether a finding says that CJ can't be read, which says
// nothing of the sale.
func (c Code) aboutCJ() bool {
	return slices.Contains([]Code{CodeCJToken, CodeCJSilent, CodeCJUnexpected, CodeUnreadRow}, c)
}
