package relay

import "linkledger/internal/relayapi"

// verdict is what a reported conversion is beside those its click has.
type verdict struct {
	duplicateOf   string // the conversion that it repeats exactly
	conflictsWith string // the one that it can't be told apart from
}

// judge compares a report with the earlier ones of the same click. Order ids
// tell orders apart; without them, or with the same one, another amount can't
// be explained and stays unresolved until the network's own rows decide.
func judge(earlier []relayapi.ConversionBody, c relayapi.ConversionBody) verdict {
	for _, e := range earlier {
		if sameReport(e, c) {
			return verdict{duplicateOf: e.ID}
		}
	}
	for _, e := range earlier {
		if e.State == relayapi.StateReported && !otherOrder(e, c) {
			return verdict{conflictsWith: e.ID}
		}
	}
	return verdict{}
}

// sameReport ignores the status, which networks send again as it changes, and
// a network id that only one of the two has.
func sameReport(a, b relayapi.ConversionBody) bool {
	return a.OrderID == b.OrderID && sameMoney(a.SaleAmount, b.SaleAmount) && sameMoney(a.Payout, b.Payout) &&
		(a.NetworkID == b.NetworkID || a.NetworkID == "" || b.NetworkID == "")
}

// sameMoney is by value: "12.5" and "12.50" are one amount, none and "0" two.
func sameMoney(a, b relayapi.Money) bool {
	return a.Minor == b.Minor && a.Currency == b.Currency && (a.Text == "") == (b.Text == "")
}

func otherOrder(a, b relayapi.ConversionBody) bool {
	return a.OrderID != "" && b.OrderID != "" && a.OrderID != b.OrderID
}
