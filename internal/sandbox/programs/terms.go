// Package programs is CJ's Program Terms API: the contracts between a publisher
// and the brands that it has joined, and what they pay.
//
// It must not know how a call arrives: HTTP, tokens and faults are the
// sandbox's. Sources: a copy of CJ's documentation and the queries of clients;
// whether situation and itemList are texts or objects isn't known, so both can
// be asked for.
package programs

import (
	"fmt"
	"strconv"
	"time"

	"linkledger/internal/sandbox/graphql"
)

// Contract is what a brand has agreed with the publisher.
type Contract struct {
	AdvertiserCID string
	Status        string // "ACTIVE"
	Start, End    time.Time
	TermsID, Name string
	Actions       []Action
}

// Action is what is paid for one of the brand's actions.
type Action struct {
	ID, TrackerID, Name, Type string
	ReferralDays              int
	LockingMethod             string
	LockingDays               int // 0 for none
	Rates                     []Rate
}

// Rate is one line of the commission table.
type Rate struct {
	Situation, ItemListID, ItemList string // "" where it holds for all
	Percent                         string
}

// Answer answers the query's root: publisher { contracts(…) }, of the
// publisher whose contracts these are.
func Answer(f graphql.Field, publisherCID string, contracts []Contract) (any, error) {
	if f.Name != "publisher" {
		return nil, graphql.ErrUndefined
	}
	return graphql.Select("Publisher", f.Selections, func(f graphql.Field) (any, error) {
		if f.Name != "contracts" {
			return nil, graphql.ErrUndefined
		}
		q := query{limit: 100}
		for _, a := range f.Arguments {
			if err := q.take(a); err != nil {
				return nil, err
			}
		}
		if q.publisher == "" {
			return nil, fmt.Errorf("missing field argument publisherId: give the publisher's company id")
		}
		var found []Contract
		for _, c := range contracts {
			if q.publisher == publisherCID && (q.advertiser == "" || q.advertiser == c.AdvertiserCID) {
				found = append(found, c)
			}
		}
		return list(f.Selections, found, q)
	})
}

type query struct {
	publisher, advertiser string
	limit, offset         int
}

func (q *query) take(a graphql.Argument) (err error) {
	switch a.Name {
	case "publisherId":
		q.publisher = fmt.Sprint(a.Value)
	case "limit":
		q.limit, err = strconv.Atoi(fmt.Sprint(a.Value))
	case "offset":
		q.offset, err = strconv.Atoi(fmt.Sprint(a.Value))
	case "filters":
		filters, _ := a.Value.(map[string]any)
		if id := filters["advertiserId"]; id != nil {
			q.advertiser = fmt.Sprint(id)
		}
	default:
		return fmt.Errorf("unknown field argument %s", a.Name)
	}
	if err != nil || q.limit < 1 || q.offset < 0 {
		return fmt.Errorf("argument %s: %v is not a number that it can be", a.Name, a.Value)
	}
	return nil
}

func list(fields []graphql.Field, found []Contract, q query) (any, error) {
	from := min(q.offset, len(found))
	page := found[from:min(from+q.limit, len(found))]
	return graphql.Select("Contracts", fields, func(f graphql.Field) (any, error) {
		switch f.Name {
		case "totalCount":
			return graphql.Scalar(f, len(found), true)
		case "count":
			return graphql.Scalar(f, len(page), true)
		case "resultList":
			return graphql.List(f.Selections, page, contract)
		}
		return nil, graphql.ErrUndefined
	})
}
