package relay

import (
	"cmp"
	"context"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"time"

	"linkledger/internal/relayapi"
)

// PageClicks implements the contract: the newest day first, until a page is
// full.
func (s server) PageClicks(ctx context.Context, req relayapi.PageClicksRequestObject) (relayapi.PageClicksResponseObject, error) {
	question, w := *req.Body, callerOf(ctx).workspace
	limit, err := limitOf(question.Limit, defaultList)
	if err != nil {
		return nil, err
	}
	before, err := readPlace(question.After)
	if err != nil {
		return nil, err
	}
	read, err := readClickSpan(w, question.From, question.To, question.Where)
	if err != nil {
		return nil, err
	}
	ctx, done, err := s.questions.turn(ctx, w.ID)
	if err != nil {
		return nil, err
	}
	defer done()
	page := relayapi.ClickPage{Clicks: []relayapi.FoundClick{}, AsOf: s.clicks.answeredUntil(ctx)}
	if page.KeptFrom, err = s.keptFrom(ctx, w.ID); err != nil {
		return nil, tookLong(ctx, err)
	}
	for _, span := range slices.Backward(read.spans) {
		if before.ID != "" && span.from.After(before.Time) {
			continue
		}
		cut := ClickCut{Workspace: w.ID, From: span.from, To: span.to, Where: read.where, Tests: question.Tests}
		found, err := s.store.FindClicks(ctx, cut, before, limit-len(page.Clicks)+1)
		if err != nil {
			return nil, tookLong(ctx, err)
		}
		for _, f := range found {
			page.Clicks = append(page.Clicks, relayapi.FoundClick{Click: f.Click, OfferID: f.Offer, MemberID: f.Member})
		}
		if len(page.Clicks) > limit {
			page.Clicks = page.Clicks[:limit]
			page.Next = placeOf(page.Clicks[limit-1].Click)
			break
		}
	}
	return relayapi.PageClicks200JSONResponse(page), nil
}

// placeOf says a place in a way that callers hand back as it is.
func placeOf(c relayapi.Click) string {
	return base64.RawURLEncoding.EncodeToString([]byte(c.Time.UTC().Format(time.RFC3339Nano) + " " + c.ClickID))
}

func readPlace(text string) (place ClickCursor, err error) {
	if text == "" {
		return place, nil
	}
	plain, err := base64.RawURLEncoding.DecodeString(text)
	at, id, _ := strings.Cut(string(plain), " ")
	t, timeErr := time.Parse(time.RFC3339Nano, at)
	if err = cmp.Or(err, timeErr); err != nil || id == "" {
		return place, invalid(fmt.Sprintf("The place %q is none that the relay gave.", cut(text, 60)), "Begin at the first page.")
	}
	return ClickCursor{Time: t, ID: id}, nil
}
