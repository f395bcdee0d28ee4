package desktop

import (
	"context"
	"math/rand/v2"
	"time"

	"linkledger/internal/relayapi"
)

// How a profile syncs by itself: a question stays open at the relay, so that
// what happens there is here within a second.
const (
	firstPause    = time.Second // after an error; doubled with each further one
	longestPause  = time.Minute
	practicePause = time.Second
	offerPause    = 10 * time.Minute // between looks whether new devices need a newer snapshot
	cjPause       = 15 * time.Minute // CJ's ledger moves slowly, and its API has a limit
)

func (s *session) loop(ctx context.Context) {
	cjEvery := cjPause
	if s.world != nil {
		cjEvery = practicePause // its CJ is in this process
	}
	var cjDue, offerDue time.Time
	pause := time.Duration(0)
	for ctx.Err() == nil {
		askCJ := !time.Now().Before(cjDue)
		if askCJ {
			cjDue = time.Now().Add(cjEvery)
		}
		if s.refresh(ctx, askCJ) == nil {
			pause = 0
			if s.world == nil && !time.Now().Before(offerDue) {
				offerDue = time.Now().Add(offerPause)
				s.offerSnapshot(ctx)
			}
		} else {
			pause = min(max(2*pause, firstPause), longestPause)
		}
		if s.rest(ctx, jitter(pause), time.Until(cjDue)) {
			cjDue = time.Time{}
		}
	}
}

// jitter spreads devices that lost the same relay at the same moment.
func jitter(pause time.Duration) time.Duration {
	return pause + time.Duration(rand.Int64N(int64(pause/2)+1))
}

// rest waits until there is something to sync: after an error for a pause, else
// until the relay has news, somebody nudges or CJ is due. It reports whether
// CJ should be asked now.
func (s *session) rest(ctx context.Context, pause, cjDue time.Duration) (askCJ bool) {
	listening, stop := context.WithCancel(ctx)
	defer stop()
	news := make(chan struct{})
	var end <-chan time.Time
	if pause > 0 {
		end = time.After(pause)
	} else {
		s.work(func(context.Context) {
			defer close(news)
			s.listen(listening)
		})
	}
	select {
	case <-ctx.Done():
	case askCJ = <-s.nudges:
	case <-news:
	case <-end:
	case <-time.After(max(cjDue, 0)):
	}
	return askCJ
}

// listen returns when the relay's log may have grown. A relay that answers at
// once without news, or not at all, is asked again after a while.
func (s *session) listen(ctx context.Context) {
	c := s.connection()
	for c != nil && ctx.Err() == nil {
		at, err := s.store.Position(ctx)
		if err != nil {
			return
		}
		asked := time.Now()
		page, err := c.client.Wait(ctx, at.Seq, at.Epoch)
		if err != nil || page.Head != at.Seq || page.Epoch != at.Epoch && at.Epoch != "" {
			return
		}
		if time.Since(asked) < relayapi.LongestWait/5 {
			hold(ctx, firstPause)
		}
	}
	<-ctx.Done() // no relay is set up: a nudge says when
}

func hold(ctx context.Context, pause time.Duration) {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// offerSnapshot makes a snapshot for devices to come, when there is need. It
// reads and uploads what is folded, so it may take a while on a long log.
func (s *session) offerSnapshot(ctx context.Context) {
	c := s.connection()
	if c == nil {
		return
	}
	s.syncing.Lock() // a refold in between would make it a snapshot of neither
	defer s.syncing.Unlock()
	y, err := s.syncer(ctx, c, false, nil)
	if err == nil {
		err = y.OfferSnapshot(ctx)
	}
	if err != nil && ctx.Err() == nil {
		s.app.log.Warn("make a snapshot", "error", err)
	}
}
