package detail

import (
	"strconv"

	"github.com/shopspring/decimal"

	"linkledger/internal/money"
	"linkledger/internal/sandbox/commission"
	"linkledger/internal/sandbox/graphql"
)

// itemLine is an item with the id that CJ gives it.
type itemLine struct {
	id string
	commission.Item
}

func itemsOf(r commission.Row) []itemLine {
	lines := make([]itemLine, len(r.Items))
	for i, item := range r.Items {
		lines[i] = itemLine{id: r.CommissionID + "-" + strconv.Itoa(i+1), Item: item}
	}
	return lines
}

func (v view) item(fields []graphql.Field, item itemLine) (graphql.Object, error) {
	return graphql.Select("Item", fields, func(f graphql.Field) (any, error) {
		switch f.Name {
		case "commissionItemId":
			return graphql.Scalar(f, item.id, true)
		case "sku":
			return graphql.Scalar(f, item.SKU, true)
		case "quantity":
			return graphql.Scalar(f, item.Quantity, true)
		case "itemListId":
			return graphql.Scalar(f, graphql.TextOrNull(v.accounts.ItemList(item.SKU)), true)
		case "perItemSaleAmountPubCurrency", "perItemSaleAmountAdvCurrency", "perItemSaleAmountUsd":
			return graphql.Scalar(f, item.UnitPrice.Text(), true)
		case "totalCommissionPubCurrency", "totalCommissionAdvCurrency", "totalCommissionUsd":
			return graphql.Scalar(f, item.Commission.Text(), true)
		case "discountPubCurrency", "discountAdvCurrency", "discountUsd":
			return graphql.Scalar(f, item.Discount.Text(), true)
		case "situationDetails":
			return graphql.List(f.Selections, []situation(nil), situationFields)
		}
		return nil, graphql.ErrUndefined
	})
}

// situation is what CJ's commissioning tells of an order. This programme's pay
// the same in each, but they are shown.
type situation struct{ id, name string }

func situationsOf(r commission.Row) []situation {
	switch r.Buyer.CustStatus {
	case commission.CustNew:
		return []situation{{"1", "New Customer"}}
	case commission.CustReturn, commission.CustLapsed:
		return []situation{{"2", "Returning/Existing Customer"}}
	}
	return nil
}

func situationFields(fields []graphql.Field, s situation) (graphql.Object, error) {
	return graphql.Select("Situation", fields, func(f graphql.Field) (any, error) {
		if f.Name == "id" {
			return graphql.Scalar(f, s.id, true)
		}
		return graphql.Scalar(f, s.name, f.Name == "name")
	})
}

// fee is what CJ charges the advertiser on top of a commission. Its per cent
// is each contract's own; this one's is an example.
func fee(c money.Amount) money.Amount {
	share, err := c.Percent(decimal.NewFromInt(30))
	if err != nil { // only of an amount near the end of what fits
		return money.New(0, c.Currency)
	}
	return share
}
