package relay

import (
	"maps"
	"net/http"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// sale is a report that was let in, on its way into the log with its call.
type sale struct {
	workspace  string
	conversion relayapi.ConversionBody
	call       relayapi.PostbackCall // as it is kept
	refused    error                 // by its own click, which says nothing of other sales
}

// keepSales keeps the calls of sales of one workspace, and appends those
// conversions that are not known. It comes to the same as one by one in their
// order, at the cost of a few statements for all of them.
func keepSales(tx Tx, workspace string, sales []*sale) error {
	if _, _, err := tx.Head(workspace); err != nil {
		return err
	}
	scopes, err := earlierReports(tx, workspace, sales)
	if err != nil {
		return err
	}
	var added []*sale
	calls := make([]relayapi.PostbackCall, 0, len(sales))
	for _, s := range sales {
		if isNew := s.judge(scopes); isNew {
			added = append(added, s)
		}
		if s.refused == nil {
			calls = append(calls, s.call)
		}
	}
	if len(added) > 0 {
		if err := appendSales(tx, workspace, added); err != nil {
			return err
		}
	}
	return tx.PutPostbacks(workspace, true, calls...)
}

// earlierReports are the conversions that the log has of the sales' scopes.
func earlierReports(tx Tx, workspace string, sales []*sale) (map[string][]relayapi.ConversionBody, error) {
	scopes := make(map[string][]relayapi.ConversionBody, len(sales))
	for _, s := range sales {
		scopes[s.conversion.Report().Scope()] = nil
	}
	found, err := tx.Conversions(workspace, slices.Collect(maps.Keys(scopes))...)
	for _, c := range found {
		scope := c.Report().Scope()
		scopes[scope] = append(scopes[scope], c)
	}
	return scopes, err
}

// judge says whether the sale is new beside the others of its scope, which it
// joins then.
func (s *sale) judge(scopes map[string][]relayapi.ConversionBody) bool {
	scope := s.conversion.Report().Scope()
	earlier := scopes[scope]
	s.refused = nil
	if s.call.ConversionID = judge(earlier, &s.conversion); s.call.ConversionID != "" {
		return false
	}
	if len(earlier) >= affiliate.MaxReports {
		s.refused = refusal{http.StatusTooManyRequests, "there are too many different reports of this click"}
		return false
	}
	s.call.ConversionID = s.conversion.ID
	scopes[scope] = append(earlier, s.conversion)
	return true
}

// appendSales appends new conversions, each with what is kept of its click.
func appendSales(tx Tx, workspace string, added []*sale) error {
	if err := appendPendingClicks(tx, workspace, added[0].conversion.ReceivedAt, nil); err != nil {
		return err
	}
	if err := addSnapshots(tx, workspace, added); err != nil {
		return err
	}
	entries, conversions := make([]relayapi.Entry, len(added)), make([]relayapi.ConversionBody, len(added))
	for i, s := range added {
		var err error
		conversions[i] = s.conversion
		if entries[i], err = ownEntry(relayapi.KindConversion, s.conversion.ID, s.conversion.ReceivedAt, s.conversion); err != nil {
			return err
		}
	}
	first, err := tx.Append(workspace, entries...)
	if err != nil {
		return err
	}
	return tx.PutConversions(workspace, first, conversions...)
}

func addSnapshots(tx Tx, workspace string, added []*sale) error {
	var ids []string
	for _, s := range added {
		if s.conversion.ClickID != "" {
			ids = append(ids, s.conversion.ClickID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	clicks, err := tx.ClicksByID(workspace, ids)
	for _, s := range added {
		if c, ok := clicks[s.conversion.ClickID]; ok {
			s.conversion.Click = &relayapi.ClickSnapshot{Time: c.Time, Device: c.Device, Browser: c.Browser, Country: c.Country, Referrer: c.Referrer, Rejected: c.Rejected}
		}
	}
	return err
}
