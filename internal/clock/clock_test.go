package clock_test

import (
	"testing"
	"time"

	"linkledger/internal/clock"
)

var start = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func TestFakeStandsStillUntilWound(t *testing.T) {
	c := clock.NewFake(start)
	if got := c.Now(); !got.Equal(start) {
		t.Fatalf("Now() = %v, want %v", got, start)
	}
	c.Advance(90 * time.Minute)
	if got, want := c.Now(), start.Add(90*time.Minute); !got.Equal(want) {
		t.Fatalf("after Advance: %v, want %v", got, want)
	}
	c.Advance(-time.Hour)
	c.AdvanceTo(start)
	if got, want := c.Now(), start.Add(90*time.Minute); !got.Equal(want) {
		t.Fatalf("the clock ran backwards to %v", got)
	}
}

func TestVirtualRunsWithItsBase(t *testing.T) {
	base := clock.NewFake(start)
	c := clock.NewVirtual(base, 24*time.Hour)
	base.Advance(time.Minute)
	if got, want := c.Now(), start.Add(24*time.Hour+time.Minute); !got.Equal(want) {
		t.Fatalf("Now() = %v, want %v", got, want)
	}
}

func TestWaitFollowsTheWoundClock(t *testing.T) {
	c := clock.NewFake(start)
	reached := make(chan bool, 1)
	go func() { reached <- clock.Wait(c, start.Add(48*time.Hour), nil) }()
	c.Advance(24 * time.Hour)
	select {
	case <-reached:
		t.Fatal("Wait returned a day early")
	default:
	}
	c.Advance(24 * time.Hour)
	if !<-reached {
		t.Fatal("Wait = false, want true")
	}
}

func TestWaitStops(t *testing.T) {
	stop := make(chan struct{})
	close(stop)
	if clock.Wait(clock.NewFake(start), start.Add(time.Hour), stop) {
		t.Fatal("Wait = true after stop")
	}
}
