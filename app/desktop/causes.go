package desktop

import (
	"fmt"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/store"
)

// causes puts in words what transfers belong to.
type causes struct {
	store.Causes
	names names
}

// title names a cause for whoever reads a list of transfers: "Order 1042 of Mia
// Berger".
func (c causes) title(cause string) string {
	kind, id, _ := strings.Cut(cause, ":")
	switch kind {
	case "conversion":
		if conversion, known := c.Conversions[affiliate.ConversionID(id)]; known {
			return c.of(saleWords(conversion), conversion.MemberID)
		}
	case "payment":
		if payment, known := c.Payments[affiliate.PaymentID(id)]; known {
			return fmt.Sprintf("Payment %d", payment.Number)
		}
	case "receipt":
		if receipt, known := c.Receipts[affiliate.ReceiptID(id)]; known {
			return receiptWords(receipt)
		}
	case "adjustment":
		if a, known := c.Adjustments[affiliate.AdjustmentID(id)]; known {
			return c.of(adjustmentTitle(a), a.MemberID)
		}
	case "opening":
		if o, known := c.Openings[affiliate.OpeningID(id)]; known {
			return c.of("Opening balance", o.MemberID)
		}
	case "clicks":
		if offer, member, day, ok := clicksOf(id); ok {
			return c.of(fmt.Sprintf("Clicks on %s on %s", orElse(c.names.offers[offer], "an offer"), day), member)
		}
	}
	return cause
}

// line names a cause for the member whose account it moves, and the offer.
func (c causes) line(cause string) (what, offer string) {
	kind, id, _ := strings.Cut(cause, ":")
	switch kind {
	case "conversion":
		if conversion, known := c.Conversions[affiliate.ConversionID(id)]; known {
			what = "Sale of " + conversion.Sale.String()
			if conversion.OrderID != "" {
				what += ", order " + conversion.OrderID
			}
			return what, c.names.offers[conversion.OfferID]
		}
	case "adjustment":
		if a, known := c.Adjustments[affiliate.AdjustmentID(id)]; known {
			return adjustmentTitle(a) + ": " + a.Reason, ""
		}
	case "opening":
		if o, known := c.Openings[affiliate.OpeningID(id)]; known && o.Note != "" {
			return "Opening balance: " + o.Note, ""
		}
		return "Opening balance", ""
	case "clicks":
		if offer, _, day, ok := clicksOf(id); ok {
			return "Clicks on " + day, c.names.offers[offer]
		}
	}
	return c.title(cause), ""
}

func (c causes) of(what string, member affiliate.MemberID) string {
	if member == "" {
		return what
	}
	return what + " of " + orElse(c.names.members[member], "a member who is not here any more")
}

func saleWords(c affiliate.Conversion) string {
	if c.OrderID == "" {
		return "Sale of " + c.SaleDay
	}
	return "Order " + c.OrderID
}

func receiptWords(r affiliate.Receipt) string {
	if r.Source == affiliate.ReceiptCJ {
		return "CJ's payment of " + r.Day
	}
	return "Own money of " + r.Day
}

func adjustmentTitle(a affiliate.Adjustment) string {
	switch a.Kind {
	case affiliate.AdjustBonus:
		return "Bonus"
	case affiliate.AdjustCorrection:
		return "Correction"
	}
	return "Adjustment"
}

// clicksOf takes "<offer>.<member>.<day>" apart.
func clicksOf(id string) (offer affiliate.OfferID, member affiliate.MemberID, day string, ok bool) {
	parts := strings.Split(id, ".")
	if len(parts) != 3 {
		return "", "", "", false
	}
	return affiliate.OfferID(parts[0]), affiliate.MemberID(parts[1]), parts[2], true
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}
