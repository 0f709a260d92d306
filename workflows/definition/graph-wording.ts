// The few words that stand in a picture of a workflow.
import type { FlowNode } from './graph.ts';

export type GraphLanguage = 'ko' | 'en';
/** States of a step as a picture shows them. */
export const GRAPH_STATES = ['waiting', 'running', 'completed', 'faulted', 'skipped', 'cancelled'] as const;
export type GraphState = (typeof GRAPH_STATES)[number];

interface Words {
  readonly kinds: Readonly<Record<FlowNode['kind'], string>>;
  readonly states: Readonly<Record<GraphState, string>>;
  /** Labels that the graph itself gives to edges; those of the writer (cases) stay as they are. */
  readonly labels: Readonly<Record<string, string>>;
  readonly picture: (name: string) => string;
}

export const GRAPH_WORDS: Readonly<Record<GraphLanguage, Words>> = {
  en: {
    kinds: {
      start: 'Start',
      end: 'End',
      call: 'Call',
      do: 'Steps',
      emit: 'Send event',
      for: 'Repeat',
      fork: 'Side by side',
      listen: 'Wait for event',
      raise: 'Fail',
      run: 'Run workflow',
      set: 'Set',
      switch: 'Decide',
      try: 'Try',
      wait: 'Wait',
    },
    states: {
      waiting: 'Waiting',
      running: 'Running',
      completed: 'Completed',
      faulted: 'Faulted',
      skipped: 'Skipped',
      cancelled: 'Cancelled',
    },
    labels: { each: 'each item', 'each event': 'each event', done: 'done', otherwise: 'otherwise', error: 'on error', skipped: 'if not' },
    picture: (name) => `Flow of ${name}`,
  },
  ko: {
    kinds: {
      start: '시작',
      end: '끝',
      call: '호출',
      do: '묶음',
      emit: '이벤트 보내기',
      for: '반복',
      fork: '동시 실행',
      listen: '이벤트 대기',
      raise: '오류 내기',
      run: '워크플로 실행',
      set: '값 설정',
      switch: '갈림',
      try: '시도',
      wait: '대기',
    },
    states: { waiting: '대기 중', running: '실행 중', completed: '완료', faulted: '실패', skipped: '건너뜀', cancelled: '취소됨' },
    labels: {
      each: '항목마다',
      'each event': '이벤트마다',
      done: '모두 마치면',
      otherwise: '그 밖에',
      error: '오류 나면',
      skipped: '조건이 아니면',
    },
    picture: (name) => `${name} 흐름도`,
  },
};
