package store

import (
	"context"
	"encoding/json"
	"slices"

	"linkledger/internal/affiliate"
)

// conversionOrders is what conversions can be sorted by.
func conversionOrders(sort string) string {
	switch sort {
	case "day":
		return "sale_day"
	case "member":
		return "place"
	case "order":
		return "order_id"
	case "sale":
		return "currency, sale_minor"
	case "status":
		return "status"
	case "locks":
		return "locks_at"
	}
	return ""
}

// Conversions lists conversions, newest first, and counts all that match.
// Decisions that wait for their place in the log are shown, marked as not
// synced; the status filter goes by what the log says.
func (s *Store) Conversions(ctx context.Context, f ConversionFilter) (list []affiliate.Conversion, total int, err error) {
	read := func(q queryer, now rolled) (page []affiliate.Conversion, err error) {
		page, total, err = conversionPage(ctx, q, now, f)
		return page, err
	}
	if f.Sort == "member" {
		list, err = withRoster(ctx, s, read)
	} else {
		list, err = snapshot(ctx, s, func(q queryer) ([]affiliate.Conversion, error) { return read(q, rolled{}) })
	}
	return list, total, err
}

// conversionPage reads a page; sorted by member, it takes their order from now.
func conversionPage(ctx context.Context, q queryer, now rolled, f ConversionFilter) (list []affiliate.Conversion, total int, err error) {
	where, args, err := f.where()
	if err != nil {
		return nil, 0, err
	}
	if err = q.QueryRowContext(ctx, `SELECT count(*) FROM conversion`+where, args...).Scan(&total); err != nil {
		return nil, 0, err
	}
	from := ` FROM conversion`
	if f.Sort == "member" {
		members, err := json.Marshal(idsOf(now.members))
		if err != nil {
			return nil, 0, err
		}
		from += ` LEFT JOIN (SELECT value AS who, key AS place FROM json_each(?)) ON who = member_id`
		args = append([]any{string(members)}, args...)
	}
	order := conversionOrders(f.Sort)
	if order != "" && f.Descending {
		order += " DESC"
	}
	if order != "" {
		order += ", "
	}
	list, err = rows(ctx, q, scanConversion, `SELECT `+conversionColumns+from+where+` ORDER BY `+order+`reported_at DESC, id LIMIT ? OFFSET ?`,
		append(args, f.Limit, f.Offset)...)
	if err != nil {
		return nil, 0, err
	}
	return list, total, decide(ctx, q, list)
}

// Conversion is one conversion: NotFound when there is none.
func (s *Store) Conversion(ctx context.Context, id affiliate.ConversionID) (affiliate.Conversion, error) {
	return s.conversion(ctx, `id = ?`, string(id))
}

// ConversionsByID lists conversions in the order of their ids in the list; those
// that are not here are left out.
func (s *Store) ConversionsByID(ctx context.Context, ids []affiliate.ConversionID) ([]affiliate.Conversion, error) {
	wanted, err := json.Marshal(append([]affiliate.ConversionID{}, ids...))
	if err != nil {
		return nil, err
	}
	return snapshot(ctx, s, func(q queryer) ([]affiliate.Conversion, error) {
		list, err := rows(ctx, q, scanConversion, `SELECT `+conversionColumns+` FROM conversion
			WHERE id IN (SELECT value FROM json_each(?))`, string(wanted))
		if err != nil {
			return nil, err
		}
		place := make(map[affiliate.ConversionID]int, len(ids))
		for i, id := range ids {
			place[id] = i
		}
		slices.SortFunc(list, func(a, b affiliate.Conversion) int { return place[a.ID] - place[b.ID] })
		return list, decide(ctx, q, list)
	})
}

// ConversionByClick is the first conversion of a click: NotFound when there is none.
func (s *Store) ConversionByClick(ctx context.Context, clickID string) (affiliate.Conversion, error) {
	return s.conversion(ctx, `click_id = ? ORDER BY seq LIMIT 1`, clickID)
}

func (s *Store) conversion(ctx context.Context, where, arg string) (affiliate.Conversion, error) {
	return snapshot(ctx, s, func(q queryer) (affiliate.Conversion, error) {
		list, err := rows(ctx, q, scanConversion, `SELECT `+conversionColumns+` FROM conversion WHERE `+where, arg)
		if err == nil && len(list) == 0 {
			err = notFound("conversion")
		}
		if err == nil {
			err = decide(ctx, q, list[:1])
		}
		if err != nil {
			return affiliate.Conversion{}, err
		}
		return list[0], nil
	})
}

// decide lays waiting decisions over conversions.
func decide(ctx context.Context, q queryer, list []affiliate.Conversion) error {
	changes, err := waiting(ctx, q, affiliate.NounDecision)
	if err != nil {
		return err
	}
	if len(changes) == 0 {
		return nil
	}
	place := make(map[string]int, len(list))
	for i, c := range list {
		place[string(c.ID)] = i
	}
	for _, change := range changes {
		decision, err := affiliate.Merge(affiliate.Decision{}, change)
		if err != nil {
			return err
		}
		if i, shown := place[change.Key]; shown {
			list[i].Status, list[i].Reason, list[i].Synced = decision.Status, decision.Reason, false
		}
	}
	return nil
}

// History lists what happened to a conversion, oldest first.
func (s *Store) History(ctx context.Context, id affiliate.ConversionID) ([]affiliate.Event, error) {
	return rows(ctx, s.db.Read, func(r scanner) (e affiliate.Event, err error) {
		var at string
		if err = r.Scan(&at, &e.What, &e.Source); err == nil {
			e.At, err = parseTime(at)
		}
		return e, err
	}, `SELECT at, what, source FROM conversion_event WHERE conversion_id = ? ORDER BY seq`, id)
}
