package programs

import (
	"time"

	"linkledger/internal/sandbox/graphql"
)

func contract(fields []graphql.Field, c Contract) (graphql.Object, error) {
	return graphql.Select("Contract", fields, func(f graphql.Field) (any, error) {
		switch f.Name {
		case "status":
			return graphql.Scalar(f, c.Status, true)
		case "startTime":
			return graphql.Scalar(f, instant(c.Start), true)
		case "endTime":
			return graphql.Scalar(f, instant(c.End), true)
		case "advertiserId":
			return graphql.Scalar(f, c.AdvertiserCID, true)
		case "programTerms":
			return terms(f.Selections, c)
		}
		return nil, graphql.ErrUndefined
	})
}

func terms(fields []graphql.Field, c Contract) (graphql.Object, error) {
	return graphql.Select("ProgramTerms", fields, func(f graphql.Field) (any, error) {
		switch f.Name {
		case "id":
			return graphql.Scalar(f, c.TermsID, true)
		case "name":
			return graphql.Scalar(f, c.Name, true)
		case "isDefault":
			return graphql.Scalar(f, true, true)
		case "actionTerms":
			return graphql.List(f.Selections, c.Actions, action)
		}
		return nil, graphql.ErrUndefined
	})
}

func action(fields []graphql.Field, a Action) (graphql.Object, error) {
	return graphql.Select("ActionTerms", fields, func(f graphql.Field) (any, error) {
		switch f.Name {
		case "id":
			return graphql.Scalar(f, a.ID, true)
		case "actionTracker":
			return texts("ActionTracker", f.Selections, map[string]any{"id": a.TrackerID, "name": a.Name, "type": a.Type})
		case "referralPeriod":
			return graphql.Scalar(f, a.ReferralDays, true)
		case "lockingMethod":
			var days any
			if a.LockingDays > 0 {
				days = a.LockingDays
			}
			return texts("LockingMethod", f.Selections, map[string]any{"type": a.LockingMethod, "durationInDays": days})
		case "commissions":
			ranked := make([]rankedRate, len(a.Rates))
			for i, r := range a.Rates {
				ranked[i] = rankedRate{i + 1, r}
			}
			return graphql.List(f.Selections, ranked, rate)
		}
		return nil, graphql.ErrUndefined
	})
}

type rankedRate struct {
	rank int
	Rate
}

func rate(fields []graphql.Field, r rankedRate) (graphql.Object, error) {
	return graphql.Select("Commission", fields, func(f graphql.Field) (any, error) {
		switch f.Name {
		case "rank":
			return graphql.Scalar(f, r.rank, true)
		case "situation":
			return named("Situation", f, r.Situation, r.Situation)
		case "itemList":
			return named("ItemList", f, r.ItemListID, r.ItemList)
		case "promotionalProperties":
			return graphql.List(f.Selections, []string(nil), func(fields []graphql.Field, name string) (graphql.Object, error) {
				return texts("PromotionalProperty", fields, map[string]any{"id": nil, "name": name})
			})
		case "isViewThrough":
			return graphql.Scalar(f, false, true)
		case "rate":
			return texts("Rate", f.Selections, map[string]any{"type": "PERCENT", "value": r.Percent, "currency": nil})
		}
		return nil, graphql.ErrUndefined
	})
}

// named is null without a name, and a text where nothing of it is selected.
func named(typeName string, f graphql.Field, id, name string) (any, error) {
	switch {
	case name == "" && len(f.Selections) == 0:
		return nil, nil
	case len(f.Selections) == 0:
		return name, nil
	}
	object, err := texts(typeName, f.Selections, map[string]any{"id": id, "name": name})
	if err != nil || name == "" {
		return nil, err
	}
	return object, nil
}

// texts answers an object of plain fields.
func texts(typeName string, fields []graphql.Field, values map[string]any) (graphql.Object, error) {
	return graphql.Select(typeName, fields, func(f graphql.Field) (any, error) {
		value, known := values[f.Name]
		return graphql.Scalar(f, value, known)
	})
}

func instant(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Format(time.RFC3339)
}
