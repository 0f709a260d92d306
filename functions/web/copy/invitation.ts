// Words of the invitation page in both languages. Values come from the page.
import type { Language } from './copy.ts';

export interface InvitationCopy {
  readonly title: string;
  readonly lead: (tenant: string, roles: string) => string;
  readonly email: string;
  readonly name: string;
  readonly username: string;
  readonly usernameHelp: string;
  readonly password: string;
  readonly passwordHelp: string;
  readonly submit: string;
  readonly gone: string;
  readonly goneLead: string;
  readonly done: string;
  readonly toSignIn: string;
  readonly faults: { readonly name: string; readonly username: string; readonly password: string; readonly taken: string };
}

export const INVITATION_COPY: Readonly<Record<Language, InvitationCopy>> = {
  ko: {
    title: '초대 받기',
    lead: (tenant, roles) => `${tenant}에 초대되었습니다. 역할: ${roles}`,
    email: '이메일',
    name: '이름',
    username: '아이디',
    usernameHelp: '영문자, 숫자, 점, 밑줄, 줄표로 2자 이상',
    password: '비밀번호',
    passwordHelp: '10자 이상',
    submit: '계정 만들기',
    gone: '쓸 수 없는 초대입니다',
    goneLead: '이미 쓰였거나 기한이 지났습니다. 관리자에게 새 초대를 요청하세요.',
    done: '계정을 만들었습니다. 로그인하세요.',
    toSignIn: '로그인으로',
    faults: {
      name: '이름을 입력하세요.',
      username: '영문자나 숫자로 시작해 2자에서 63자로 적어 주세요.',
      password: '10자에서 128자로 적어 주세요.',
      taken: '이미 쓰이는 아이디나 이메일입니다. 다른 아이디를 적어 주세요.',
    },
  },
  en: {
    title: 'Accept the invitation',
    lead: (tenant, roles) => `You are invited to ${tenant}. Roles: ${roles}`,
    email: 'E-mail',
    name: 'Name',
    username: 'User name',
    usernameHelp: 'At least 2 letters, digits, dots, underscores or dashes',
    password: 'Password',
    passwordHelp: 'At least 10 characters',
    submit: 'Make the account',
    gone: 'This invitation cannot be used',
    goneLead: 'It has been used or is out of date. Ask your administrator for a new one.',
    done: 'The account is made. Sign in now.',
    toSignIn: 'To sign-in',
    faults: {
      name: 'Enter your name.',
      username: 'Begin with a letter or digit; 2 to 63 characters.',
      password: 'Use 10 to 128 characters.',
      taken: 'This user name or e-mail address is in use. Choose another user name.',
    },
  },
};
