package probe

import (
	"fmt"

	"linkledger/internal/money"
)

func noOrder(why string) verdict {
	return fail(CodeNoOrder, "No purchase was placed: "+sentence(why),
		"Open the product page through the test link and try the checkout there, to its last page.")
}

// named is an order in a sentence.
func named(orderID string) string {
	if orderID == "" {
		return "the order"
	}
	return "order " + orderID
}

func notThroughLink(orderID string) verdict {
	return fail(CodeNotThroughLink, fmt.Sprintf("CJ has no commission for %s, and nobody opened the test link before it but the check itself.", named(orderID)),
		"Open the product page with the button of this check, in a browser without an ad blocker, and buy in that same window.")
}

func noCommissionNoCookie(orderID string) verdict {
	return fail(CodeNoCookie, fmt.Sprintf("CJ has no commission for %s, and the shop kept no cje cookie.", named(orderID)),
		"The brand's server must set the cookie cje from cjevent on every landing page (see docs.cj.com, HTTP cookie); without it the order has no click.")
}

func noCommission(orderID string) verdict {
	return fail(CodeNoCommission, fmt.Sprintf("CJ has no commission for %s.", named(orderID)),
		"Most often the shop's server-to-server call to CJ is missing or lacks CJEVENT: ask the brand's web team to look for this order in its log. "+
			"If CJ's own reports do show it, the token under Settings may not read this account.")
}

func unreadRow(rows int) verdict {
	return fail(CodeUnreadRow, fmt.Sprintf("CJ has %d rows that can't be read, and the commission may be among them.", rows),
		"They are asked for again by themselves; what is wrong with each stands under Needs attention. Look for a newer Linkledger if it stays.")
}

func cjToken(err error) verdict {
	return fail(CodeCJToken, "CJ refuses the access token: "+sentence(err.Error()),
		"Make a new personal access token at developers.cj.com as a user of the publisher account, and paste it under Settings.")
}

func cjSilent(err error) verdict {
	return fail(CodeCJSilent, "CJ can't be asked: "+sentence(err.Error()),
		"That passes by itself as a rule; the check looks again at each sync. If it stays, look at CJ's status page and at this computer's network.")
}

func cjUnexpected(err error) verdict {
	return fail(CodeCJUnexpected, "CJ answers in a way that can't be read: "+sentence(err.Error()),
		"Nothing is lost. Look for a newer Linkledger, and send this finding with a report.")
}

func noShopperID() verdict {
	return fail(CodeNoShopperID, "CJ has the commission, but with no shopper id.",
		"The sid was lost on the way to CJ: check the CJ link in the Offer URL, and that the token is of the publisher account, since an advertiser's shows no shopper ids.")
}

func wrongShopperID(got, want string) verdict {
	return fail(CodeWrongShopperID, fmt.Sprintf("CJ has the commission with shopper id %q instead of our click id %q.", got, want),
		"Another sid was on the CJ link: check the Offer URL for a second sid, and that nothing between relay and CJ rewrites it. This sale is credited to nobody.")
}

func notSynced(err error) verdict {
	why := "the relay or CJ has the sale, and this computer has not."
	if err != nil {
		why = sentence(err.Error())
	}
	return fail(CodeNotSynced, "The conversion isn't on this computer: "+why, "Press sync; if it stays away, the sync chip says what is wrong.")
}

func countedTwice(orders []string) verdict {
	return fail(CodeCountedTwice, fmt.Sprintf("The sale is counted %d times: orders %s.", len(orders), list(orders)),
		"If you bought more than once, all is well. Otherwise the shop reports a sale again under another number, most often when its last page is reloaded: ask the brand's web team to report each order once.")
}

func declined(why string) verdict {
	return fail(CodeDeclined, "The sale does not stand: "+sentence(why),
		"Brands decline test orders, and that is all right if you asked for it. If nobody did, ask the brand why: it would decline members' sales too.")
}

func undecided(why string) verdict {
	return warn(CodeUndecided, "The sale waits for somebody: "+sentence(why), "Look at it under Conversions; it counts once that is settled.")
}

func amountDiffers(by string, got, want money.Amount) verdict {
	if got.Minor == 100*want.Minor || want.Minor == 100*got.Minor {
		return fail(CodeWrongUnit, fmt.Sprintf("%s reports %s for an order of %s: 100 times off, so cents and whole units were mixed up.", by, got, want),
			"Set the amounts' unit in the offer's postback to what CJ sends, or ask your CJ account manager to send whole units with a decimal point: 49.90, not 4990.")
	}
	return fail(CodeAmountDiffers, fmt.Sprintf("%s reports %s for an order of %s.", by, got, want),
		"A discount, tax or shipping may be counted differently: compare with the order in the shop, and ask the brand what it reports to CJ.")
}

func currencyDiffers(by, got, want string) verdict {
	return fail(CodeCurrencyDiffers, fmt.Sprintf("%s reports the sale in %s, and CJ pays in %s.", by, got, want),
		"Check the currency of the publisher account under Settings, and ask your CJ account manager to send the postback in that currency. Amounts of two currencies are never added up.")
}

func payoutDiffers(got, want money.Amount) verdict {
	return fail(CodePayoutDiffers, fmt.Sprintf("The postback's payout is %s, and CJ's own row pays %s.", got, want),
		"Ask your CJ account manager to send the publisher commission as the payout. CJ's row counts in the end, so until it comes figures are off.")
}

func rateDiffers(got, want money.Amount, terms string) verdict {
	return fail(CodeRateDiffers, fmt.Sprintf("CJ pays %s, and by its terms (%s) it would be %s.", got, terms, want),
		"Compare with the programme's terms at CJ: another rate may apply to some products or customers. If it does not, ask the brand.")
}

func noRule() verdict {
	return warn(CodeNoRule, "No payout rule is for this sale, so a member would earn nothing.", "Enter a payout in the offer, or under Payout rules, if members should earn by it.")
}

func paysMore(payout, commission money.Amount) verdict {
	return warn(CodePaysMore, fmt.Sprintf("A member would earn %s, and CJ pays only %s.", payout, commission),
		"That is all right if you mean it; otherwise lower the payout in the offer. Each sale costs you the difference.")
}

func list(words []string) string {
	text := ""
	for i, word := range words {
		switch {
		case i == 0:
		case i == len(words)-1:
			text += " and "
		default:
			text += ", "
		}
		text += word
	}
	return text
}
