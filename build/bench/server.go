package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// server is a program under load.
type server struct {
	name    string
	version string
	address string // host and port
	dir     string
	log     string // file of what it prints
	cmd     *exec.Cmd
	exited  chan struct{}
}

const startTimeout = 20 * time.Second

// start runs a program in a process group of its own, and returns when its
// address takes connections. It must be called on the main goroutine.
func (b *bench) start(ctx context.Context, s *server, binary string, args ...string) error {
	s.log = filepath.Join(s.dir, "output.log")
	log, err := os.Create(s.log)
	if err != nil {
		return err
	}
	defer log.Close()
	s.cmd = exec.Command(binary, args...)
	s.cmd.Dir, s.cmd.Stdout, s.cmd.Stderr = s.dir, log, log
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	if err := s.cmd.Start(); err != nil {
		return fmt.Errorf("start %s: %w", s.name, err)
	}
	s.exited = make(chan struct{})
	go func() { _ = s.cmd.Wait(); close(s.exited) }()
	b.running = append(b.running, s)
	return s.ready(ctx)
}

func (s *server) ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	for retry := time.NewTicker(20 * time.Millisecond); ; {
		if c, err := new(net.Dialer).DialContext(ctx, "tcp", s.address); err == nil {
			return c.Close()
		}
		select {
		case <-retry.C:
		case <-s.exited:
			return fmt.Errorf("%s ended at once: %s", s.name, s.said())
		case <-ctx.Done():
			return fmt.Errorf("%s takes no connections: %s", s.name, s.said())
		}
	}
}

// said is the end of what the server printed.
func (s *server) said() string {
	text, err := os.ReadFile(s.log)
	if err != nil {
		return err.Error()
	}
	return lastLines(string(text), 3)
}

// stop kills the server and all that it started.
func (s *server) stop() {
	_ = syscall.Kill(-s.cmd.Process.Pid, syscall.SIGKILL)
	<-s.exited
}

// freeAddress is a loopback address that nobody listens on.
func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// ticksPerSecond is the unit of the CPU times in /proc (USER_HZ, proc(5)): 100
// on every architecture that Debian runs on.
const ticksPerSecond = 100

// cpu is the CPU time that the server's processes have used.
func (s *server) cpu() (time.Duration, error) {
	ticks := int64(0)
	err := eachProcess(s.cmd.Process.Pid, func(pid int) error {
		fields, err := procStat(pid)
		if err != nil {
			return err
		}
		for _, i := range []int{11, 12} { // utime, stime
			n, err := strconv.ParseInt(fields[i], 10, 64)
			if err != nil {
				return err
			}
			ticks += n
		}
		return nil
	})
	return time.Duration(ticks) * time.Second / ticksPerSecond, err
}

// memory is the resident set of the server's processes, in bytes.
func (s *server) memory() (bytes int64, err error) {
	err = eachProcess(s.cmd.Process.Pid, func(pid int) error {
		fields, err := procStat(pid)
		if err != nil {
			return err
		}
		pages, err := strconv.ParseInt(fields[21], 10, 64) // rss
		bytes += pages * int64(os.Getpagesize())
		return err
	})
	return bytes, err
}

// procStat are the fields of /proc/PID/stat after the program's name, which may
// hold spaces: state is at 0.
func procStat(pid int) ([]string, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return nil, err
	}
	fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
	if len(fields) < 22 {
		return nil, fmt.Errorf("/proc/%d/stat has %d fields", pid, len(fields))
	}
	return fields, nil
}

// eachProcess visits a process and its descendants.
func eachProcess(pid int, visit func(pid int) error) error {
	if err := visit(pid); err != nil {
		return err
	}
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid))
	if err != nil {
		return err
	}
	for _, thread := range threads {
		children, err := os.ReadFile(thread)
		if err != nil {
			continue // the thread has ended
		}
		for _, child := range strings.Fields(string(children)) {
			n, err := strconv.Atoi(child)
			if err != nil {
				return err
			}
			if err := eachProcess(n, visit); err != nil {
				return err
			}
		}
	}
	return nil
}
